using System.Collections.Concurrent;
using ConflictEvents.Application.Keys;
using ConflictEvents.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Keys;

/// <summary>Keeps a key that was looked up for a second, for those who use one ask many times in each.</summary>
internal sealed class KeyStore(IDbContextFactory<ConflictEventsContext> contexts, TimeProvider time) : IKeyStore
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (ApiKey Key, long ReadAt)> _kept = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _changes;

    public async Task<ApiKey?> Find(string id, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(id, out var kept) && time.GetElapsedTime(kept.ReadAt) < KeptFor)
            return kept.Key;

        int changes;
        lock (_lock)
            changes = _changes;
        var readAt = time.GetTimestamp();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var key = await context.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id, cancellationToken);
        lock (_lock)
        {
            // What was read before a change may be acknowledged to be otherwise by now.
            if (key is not null && _changes == changes)
                _kept[id] = (key, readAt);
        }

        return key;
    }

    public async Task<IReadOnlyList<ApiKey>> All(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ThenBy(k => k.Id).ToListAsync(cancellationToken);
    }

    public async Task<bool> TryAdd(ApiKey key, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
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
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var revoked = await context.ApiKeys.Where(k => k.Id == id && k.RevokedAt == null)
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.RevokedAt, at).SetProperty(x => x.RevokedBy, by), cancellationToken);
        Forget(id);
        return revoked > 0 || await context.ApiKeys.AnyAsync(k => k.Id == id, cancellationToken);
    }

    public async Task MarkUsed(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.ApiKeys.Where(k => k.Id == id && (k.LastUsedAt == null || k.LastUsedAt < at))
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, at), cancellationToken);
        Forget(id);
    }

    private void Forget(string id)
    {
        lock (_lock)
        {
            _changes++;
            _kept.TryRemove(id, out _);
        }
    }
}
