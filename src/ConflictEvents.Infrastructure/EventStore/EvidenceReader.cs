using ConflictEvents.Application.Incidents.ReadBundle;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

internal sealed class EvidenceReader(ApplicationDatabase database) : IEvidenceReader
{
    private static readonly byte[] Beginning = new byte[32];

    // A body that was erased leaves its event.
    private const string Select =
        """
        select e.position, e.event_id, e.stream_kind, e.stream_id, e.version, e.type, e.schema_version, e.recorded_at, e.recorded_by, e.reason, e.request_id,
               e.body_hash, p.hash, e.hash, b.body::text
        from event e left join event_body b using (position) left join event p on p.position = e.position - 1
        """;

    public async Task<Evidence> Of(Guid incidentId, IReadOnlyCollection<Guid> mentioned, long position, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var log = await Read(connection, $"{Select} where e.position = $1", [position], cancellationToken);
        var events = await Read(connection, $"{Select} where e.stream_id = $2 and e.position <= $1 order by e.version", [position, incidentId], cancellationToken);

        // Of what was erased by then, what remains of it stands in the last event alone.
        var stated = await Read(
            connection,
            $"""
            {Select}
            where e.stream_id = any($2) and e.position <= $1 and e.type <> all($3) and (b.position is not null or not exists (
                select from event x where x.stream_id = e.stream_id and x.type = e.stream_kind || '.erased' and x.position <= $1))
            order by e.stream_id, e.version
            """,
            [position, mentioned.ToArray(), EventTypes.OfClaims.ToArray()],
            cancellationToken);
        return new Evidence(new LogPlace(log[0].Position, log[0].RecordedAt, log[0].Hash), events, stated);
    }

    private static async Task<IReadOnlyList<BundledEvent>> Read(NpgsqlConnection connection, string sql, object[] arguments, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        var found = new List<BundledEvent>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(new BundledEvent(
                Moment.TokenOf(rows.GetInt64(0)),
                rows.GetGuid(1),
                rows.GetString(2),
                rows.GetGuid(3),
                rows.GetInt32(4),
                rows.GetString(5),
                rows.GetInt32(6),
                rows.GetFieldValue<DateTimeOffset>(7),
                rows.GetString(8),
                rows.IsDBNull(9) ? null : rows.GetString(9),
                rows.GetString(10),
                Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(11)),
                Convert.ToHexStringLower(rows.IsDBNull(12) ? Beginning : rows.GetFieldValue<byte[]>(12)),
                Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(13)),
                rows.IsDBNull(14) ? null : rows.GetString(14)));
        }

        return found;
    }
}
