using System.Runtime.CompilerServices;
using ConflictEvents.Domain.Streams;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>What remains of the erased, each as of the version that it had at a position.</summary>
internal static class Remainders
{
    private const string Select =
        """
        select x.stream_id, x.type, x.schema_version, b.body::text, nullif(stood.version, x.version)
        from event x join event_body b using (position) cross join lateral (
            select max(e.version) as version from event e where e.stream_id = x.stream_id and e.position <= $1) stood
        """;

    /// <returns>Of those among some resources that were erased and left something.</returns>
    public static IAsyncEnumerable<(Guid Id, IDetails Remains)> Of(NpgsqlConnection connection, Guid[] ids, long at, CancellationToken cancellationToken) => Read(
        new NpgsqlCommand($"{Select} where x.stream_id = any($2) and x.type = any($3)", connection)
        {
            Parameters = { new() { Value = at }, new() { Value = ids }, new() { Value = EventTypes.Erasures.ToArray() } },
        },
        cancellationToken);

    /// <returns>
    /// Of all actors that were erased, and at the position were there and not retracted. What was merged then is shown under its own id since
    /// what it was merged into is erased too.
    /// </returns>
    public static IAsyncEnumerable<(Guid Id, IDetails Remains)> OfActors(NpgsqlConnection connection, long at, CancellationToken cancellationToken) => Read(
        new NpgsqlCommand(
            $"""
            {Select}
            where x.type = 'actor.erased' and stood.version is not null and coalesce((
                select s.type = 'actor.reinstated' from event s
                where s.stream_id = x.stream_id and s.position <= $1 and s.type in ('actor.retracted', 'actor.reinstated')
                order by s.version desc limit 1), true)
            """,
            connection)
        {
            Parameters = { new() { Value = at } },
        },
        cancellationToken);

    private static async IAsyncEnumerable<(Guid Id, IDetails Remains)> Read(NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var _ = command;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var erasure = (IErasure)EventTypes.Read(rows.GetString(1), rows.GetInt32(2), rows.GetString(3));
            if ((rows.IsDBNull(4) ? erasure : erasure.InPlaceOf(rows.GetInt32(4))) is { Remains: { } remains })
                yield return (rows.GetGuid(0), remains);
        }
    }
}
