namespace ConflictEvents.Application.Keys;

/// <summary>A key as administrators see it.</summary>
/// <param name="Id">The public part of the key, as it stands in its text after <c>ce_</c>.</param>
/// <param name="Name">Who uses it; stands in the history of everything recorded with it.</param>
/// <param name="CreatedAt">When it was given out, UTC.</param>
/// <param name="CreatedBy">The name of the key that made it.</param>
/// <param name="ExpiresAt">From when on it opens nothing; null where it does not expire.</param>
/// <param name="LastUsedAt">To the minute; null where it was never used.</param>
/// <param name="RevokedAt">Null while it is not revoked.</param>
/// <param name="RevokedBy">The name of the key that revoked it.</param>
public sealed record KeyView(
    string Id,
    string Name,
    IReadOnlyList<Scope> Scopes,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt,
    string? RevokedBy)
{
    public static KeyView Of(ApiKey key) =>
        new(key.Id, key.Name, key.Scopes, key.CreatedAt, key.CreatedBy, key.ExpiresAt, key.LastUsedAt, key.RevokedAt, key.RevokedBy);
}
