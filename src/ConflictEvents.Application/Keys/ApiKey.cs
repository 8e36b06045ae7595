namespace ConflictEvents.Application.Keys;

/// <summary>A key as it is stored: everything but the secret.</summary>
public sealed class ApiKey
{
    /// <summary>The public part of the key's text.</summary>
    public required string Id { get; init; }

    /// <summary>Who uses it; what they record is recorded under this name. No two keys in force have the same.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the key that made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From when on it opens nothing; null for a key that does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To the minute; null for a key that was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The name of the key that revoked it.</summary>
    public string? RevokedBy { get; init; }

    public bool IsInForce(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}
