using System.Collections.Concurrent;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Releases;
using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>Finds the position that a time or the name of a release stands for.</summary>
internal sealed class Moments(ApplicationDatabase database, HeadWatch watch, TimeProvider clock)
{
    private const int MostKept = 10_000;

    // Who reads the past reads much of one moment. What a time up to the end of the log stands for, and a release, does not change any more.
    private readonly ConcurrentDictionary<(AsOf? AsOf, ReleaseName? Release), Found> _kept = new();

    /// <inheritdoc cref="IReadModel.MomentOf"/>
    public async Task<Result<Moment>> Of(Reading reading, Audience audience, CancellationToken cancellationToken)
    {
        if (reading.Fault() is { } fault)
            return fault;
        if (reading is { AsOf: null, Release: null })
            return new Moment(null, audience);

        // A log that was exchanged for a shorter one knows nothing of what was kept.
        var (key, head) = ((reading.AsOf, reading.Release), watch.Head);
        if (_kept.TryGetValue(key, out var kept) && head?.Position >= kept.Position)
            return kept.ToMoment(audience);

        var found = reading.Release is { } release ? await Named(release, cancellationToken) : await At(reading.AsOf!.Value.Time, cancellationToken);
        if (found is null)
            return reading.Release is { } unknown ? QueryErrors.UnknownRelease(unknown) : QueryErrors.FutureAsOf;
        if (found.IsPending && !await IsRendered(found.Position, cancellationToken))
            return QueryErrors.NotRenderedYet;
        if (reading.Release is not null || found.Time <= head?.RecordedAt)
            Keep(key, found);
        return found.ToMoment(audience);
    }

    private void Keep((AsOf? AsOf, ReleaseName? Release) key, Found found)
    {
        if (_kept.Count >= MostKept)
            _kept.Clear();
        _kept[key] = found;
    }

    private async Task<Found?> Named(ReleaseName release, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select position, as_of, exists (select from pending_rendering p where p.position <= r.position) from release r where name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = release.Text });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? new Found(rows.GetInt64(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetBoolean(2)) : null;
    }

    /// <returns>The last position recorded at or before a time; null where the time lies in the future.</returns>
    private async Task<Found?> At(DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var (isFuture, isBehindHead, found) = await LastAt(connection, time, cancellationToken);
        if (isFuture || isBehindHead)
            return isFuture ? null : found;

        // A commit that is under way bears an earlier time than the one at which it will be seen. Whoever asks again must get the same answer.
        await using (var wait = new NpgsqlCommand("select from event_head for share", connection))
            await wait.ExecuteNonQueryAsync(cancellationToken);
        return (await LastAt(connection, time, cancellationToken)).Found;
    }

    private static async Task<(bool IsFuture, bool IsBehindHead, Found Found)> LastAt(NpgsqlConnection connection, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select greatest(clock_timestamp(), head.recorded_at) < $1, $1 <= head.recorded_at, last.position, exists (select from pending_rendering p where p.position <= last.position)
            from event_head head cross join lateral (
                select coalesce((select position from event where recorded_at <= $1 order by recorded_at desc, position desc limit 1), 0) as position) last
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = time.ToUniversalTime() });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return (rows.GetBoolean(0), rows.GetBoolean(1), new Found(rows.GetInt64(2), time, rows.GetBoolean(3)));
    }

    /// <summary>
    /// Nor may the answer depend on whether names that had changed by then have been refreshed yet: it waits until they have, for as long as a
    /// statement may take; without a connection, which rendering needs.
    /// </summary>
    private async Task<bool> IsRendered(long position, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (await PendingRenderings.AnyUpTo(position, database, cancellationToken))
        {
            if (clock.GetElapsedTime(started).TotalSeconds > database.Limits.ReadSeconds)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }

        return true;
    }

    /// <param name="IsPending">Names that had changed by then are still to be refreshed where they are shown.</param>
    private sealed record Found(long Position, DateTimeOffset Time, bool IsPending)
    {
        public Moment ToMoment(Audience audience) => new(Position, audience) { Time = Time };
    }
}
