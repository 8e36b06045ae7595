using ConflictEvents.Application.Keys;
using ConflictEvents.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Keys;

internal sealed class KeyStore(ConflictEventsContext context) : IKeyStore
{
    public Task<ApiKey?> Find(string id, CancellationToken cancellationToken) =>
        context.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id, cancellationToken);

    public async Task<IReadOnlyList<ApiKey>> All(CancellationToken cancellationToken) =>
        await context.ApiKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ThenBy(k => k.Id).ToListAsync(cancellationToken);

    public async Task<bool> TryAdd(ApiKey key, CancellationToken cancellationToken)
    {
        context.ApiKeys.Add(key);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "api_key_name" })
        {
            return false;
        }
    }

    public async Task<bool> Revoke(string id, DateTimeOffset at, string by, CancellationToken cancellationToken)
    {
        var revoked = await context.ApiKeys.Where(k => k.Id == id && k.RevokedAt == null)
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.RevokedAt, at).SetProperty(x => x.RevokedBy, by), cancellationToken);
        return revoked > 0 || await context.ApiKeys.AnyAsync(k => k.Id == id, cancellationToken);
    }

    public Task MarkUsed(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        context.ApiKeys.Where(k => k.Id == id && (k.LastUsedAt == null || k.LastUsedAt < at))
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, at), cancellationToken);
}
