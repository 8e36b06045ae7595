using ConflictEvents.Application.Imports;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>What was told last of records that a file tells otherwise.</summary>
internal static class EarlierRows
{
    private const string ImportedType = "incident.imported";

    /// <returns>The content hash and the row by the id of the record; none for a record that is new, or told as it was.</returns>
    public static async Task<IReadOnlyDictionary<string, EarlierRow>> Find(
        NpgsqlDataSource source, IDatasetFormat format, IReadOnlyList<MappedLine> lines, string? columns, CancellationToken cancellationToken)
    {
        // Of rows that bear one id the first counts; what a later one says is no matter here.
        var first = lines.DistinctBy(line => line.ExternalId).ToList();
        await using var command = source.CreateCommand(
            """
            select v.external_id, v.content_hash, last.schema_version, b.body::text, case when job.id is null then $4 else job.columns end
            from unnest($2, $3) sought(external_id, content_hash)
            cross join lateral (
                select * from incident_version
                where dataset = $1 and dataset <> 'local' and external_id = sought.external_id and recorded_to is null limit 1) v
            left join lateral (select e.position, e.schema_version from event e where e.stream_id = v.id and e.type = $5 order by e.version desc limit 1) last on true
            left join event_body b on b.position = last.position
            left join work.import_job job on job.id = v.import_id
            where v.content_hash <> sought.content_hash
            """);
        command.Parameters.Add(new() { Value = format.Key });
        command.Parameters.Add(new() { Value = first.Select(line => line.ExternalId).ToArray() });
        command.Parameters.Add(new() { Value = first.Select(line => Convert.FromHexString(line.Record.ContentHash)).ToArray() });
        command.Parameters.Add(new() { Value = (object?)columns ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = ImportedType });
        var found = new Dictionary<string, EarlierRow>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var row = rows.TextOrNull(3) is { } body
                ? DatasetRow.Of(((Imported)EventTypes.Read(ImportedType, rows.GetInt32(2), body)).Origin.Row, ColumnNames.Of(format, rows.TextOrNull(4)).Value)
                : null;
            found[rows.GetString(0)] = new EarlierRow(Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(1)), row);
        }

        return found;
    }
}

/// <param name="Row">Null where it was erased, or its columns have come to mean something else.</param>
internal sealed record EarlierRow(string ContentHash, DatasetRow? Row);
