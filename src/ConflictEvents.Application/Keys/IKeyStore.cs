namespace ConflictEvents.Application.Keys;

public interface IKeyStore
{
    /// <returns>As it stood a second ago at most; null when there is none. What this process has changed shows at once.</returns>
    Task<ApiKey?> Find(string id, CancellationToken cancellationToken);

    /// <returns>Every key, expired and revoked ones included, the newest first.</returns>
    Task<IReadOnlyList<ApiKey>> All(CancellationToken cancellationToken);

    /// <returns>False, with nothing stored, when a key that is not revoked has the name.</returns>
    Task<bool> TryAdd(ApiKey key, CancellationToken cancellationToken);

    /// <summary>Takes effect at once in this process, and within a second in others; revoking a revoked key again changes nothing.</summary>
    /// <returns>False when there is no such key.</returns>
    Task<bool> Revoke(string id, DateTimeOffset at, string by, CancellationToken cancellationToken);

    Task MarkUsed(string id, DateTimeOffset at, CancellationToken cancellationToken);
}
