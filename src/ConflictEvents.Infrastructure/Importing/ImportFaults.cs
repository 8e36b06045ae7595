using ConflictEvents.Application.Imports;
using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>What was noticed in the rows of a job.</summary>
internal static class ImportFaults
{
    /// <summary>So many are kept of one job; all are counted.</summary>
    public const int MostKept = 100_000;

    public static async Task Add(NpgsqlConnection connection, Guid jobId, List<RowFault> faults, CancellationToken cancellationToken)
    {
        if (faults.Count == 0)
            return;

        // In the order of the file within a commit, and commits follow it.
        var sorted = faults.OrderBy(fault => fault.Line).ToList();
        await using var command = new NpgsqlCommand(
            """
            insert into work.import_fault (job_id, ordinal, line, record_column, code, message, value, rejects)
            select $1, kept.last + fault.ordinal, fault.line, fault.record_column, fault.code, fault.message, fault.value, fault.rejects
            from (select coalesce(max(ordinal), 0) as last from work.import_fault where job_id = $1) kept,
                 unnest($2, $3, $4, $5, $6, $7) with ordinality fault(line, record_column, code, message, value, rejects, ordinal)
            where kept.last + fault.ordinal <= $8
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = jobId },
                new() { Value = sorted.Select(fault => fault.Line).ToArray() },
                Texts(fault => fault.Column),
                Texts(fault => fault.Code),
                Texts(fault => fault.Message),
                Texts(fault => fault.Value),
                new() { Value = sorted.Select(fault => fault.Rejects).ToArray() },
                new() { Value = (long)MostKept },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);

        NpgsqlParameter Texts(Func<RowFault, string?> member) =>
            new() { Value = sorted.Select(fault => member(fault)?.Replace("\0", "", StringComparison.Ordinal)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    }
}
