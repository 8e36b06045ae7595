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
            $"""
            select stored.external_id, stored.content_hash, last.schema_version, b.body::text, case when job.id is null then $4 else job.columns end
            from (select $1 as dataset, unnest($2) as external_id, unnest($3) as content_hash) sought {StoredRecords.Join}
            left join lateral (select e.position, e.schema_version from event e where e.stream_id = stored.id and e.type = $5 order by e.version desc limit 1) last on true
            left join event_body b on b.position = last.position
            left join work.import_job job on job.id = stored.import_id
            where stored.content_hash <> sought.content_hash
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
