using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Releases;
using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>Finds the position that a time or the name of a release stands for.</summary>
internal sealed class Moments(ApplicationDatabase database, TimeProvider clock)
{
    /// <inheritdoc cref="IReadModel.MomentOf"/>
    public async Task<Result<Moment>> Of(Reading reading, Audience audience, CancellationToken cancellationToken)
    {
        if (reading.Fault() is { } fault)
            return fault;

        Moment? moment = null;
        if (reading.Release is { } release && (moment = await Named(release, audience, cancellationToken)) is null)
            return QueryErrors.UnknownRelease(release);
        if (reading.AsOf is { } asOf && (moment = await At(asOf.Time, audience, cancellationToken)) is null)
            return QueryErrors.FutureAsOf;
        if (moment is not { Position: { } position } found)
            return new Moment(null, audience);

        // Nor may the answer depend on whether names that had changed by then have been refreshed yet.
        return await IsRendered(position, cancellationToken) ? found : QueryErrors.NotRenderedYet;
    }

    private async Task<Moment?> Named(ReleaseName release, Audience audience, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select position, as_of from release where name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = release.Text });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? new Moment(rows.GetInt64(0), audience) { Time = rows.GetFieldValue<DateTimeOffset>(1) } : null;
    }

    /// <returns>The last position recorded at or before a time; null where the time lies in the future.</returns>
    private async Task<Moment?> At(DateTimeOffset time, Audience audience, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var (isFuture, isBehindHead, position) = await LastAt(connection, time, cancellationToken);
        if (isFuture)
            return null;
        if (!isBehindHead)
        {
            // A commit that is under way bears an earlier time than the one at which it will be seen. Whoever asks again must get the same answer.
            await using var wait = new NpgsqlCommand("select from event_head for share", connection);
            await wait.ExecuteNonQueryAsync(cancellationToken);
            (_, _, position) = await LastAt(connection, time, cancellationToken);
        }

        return new Moment(position, audience) { Time = time };
    }

    private static async Task<(bool IsFuture, bool IsBehindHead, long Position)> LastAt(
        NpgsqlConnection connection, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select greatest(clock_timestamp(), recorded_at) < $1, $1 <= recorded_at,
                   coalesce((select position from event where recorded_at <= $1 order by recorded_at desc, position desc limit 1), 0)
            from event_head
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = time.ToUniversalTime() });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return (rows.GetBoolean(0), rows.GetBoolean(1), rows.GetInt64(2));
    }

    /// <summary>Waits until everything is rendered as of a position, for as long as a statement may take; without a connection, which rendering needs.</summary>
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
}
