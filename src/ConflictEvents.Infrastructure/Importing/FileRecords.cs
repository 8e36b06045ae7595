using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Which records the file of a job holds, as far as it has been read.</summary>
internal static class FileRecords
{
    /// <summary>Notes the records of a batch.</summary>
    /// <returns>The ids that no earlier batch has brought.</returns>
    public static async Task<HashSet<string>> Note(NpgsqlConnection connection, Guid jobId, IEnumerable<string> externalIds, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into work.import_record (job_id, external_id) select $1, unnest($2) on conflict do nothing returning external_id", connection)
        {
            Parameters = { new() { Value = jobId }, new() { Value = externalIds.Distinct().ToArray() } },
        };
        var first = new HashSet<string>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            first.Add(rows.GetString(0));
        return first;
    }
}
