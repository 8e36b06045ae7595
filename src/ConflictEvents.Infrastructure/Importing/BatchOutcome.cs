using ConflictEvents.Application.Imports;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>What becomes of the rows of a batch, told with the commit that records them.</summary>
/// <param name="faults">What was noticed while the rows were read.</param>
internal sealed class BatchOutcome(ImportJob job, IEnumerable<RowFault> faults)
{
    private readonly List<RowFault> _faults = [.. faults];
    private (long Rows, long BytesRead, long Rejected, long Warnings) _told;

    public long Created { get; set; }

    public long Updated { get; set; }

    public long Unchanged { get; set; }

    /// <summary>Rows of which not even the id could be read; they are among those that were rejected.</summary>
    public long Unidentified { get; set; }

    public void Add(params IEnumerable<RowFault> noticed) => _faults.AddRange(noticed);

    /// <summary>Moves the job on in the same transaction: whoever takes it up again goes on behind the last row that was recorded.</summary>
    /// <param name="rows">All of the batch; what was not created, updated or unchanged was rejected.</param>
    /// <param name="bytesRead">Of the file as it is stored, up to the end of the rows.</param>
    /// <exception cref="OperationCanceledException">The job is no longer this process's; nothing of the batch is recorded.</exception>
    public async Task Tell(NpgsqlConnection connection, long rows, long bytesRead, CancellationToken cancellationToken)
    {
        _told = (rows, bytesRead, rows - Created - Updated - Unchanged, _faults.Count(fault => !fault.Rejects));
        await using var update = new NpgsqlCommand(
            """
            update work.import_job
            set rows_read = rows_read + $3, bytes_read = $4, created = created + $5, updated = updated + $6, unchanged = unchanged + $7, rejected = rejected + $8, warnings = warnings + $9,
                unidentified = unidentified + $10
            where id = $1 and attempt = $2 and state = 'running'
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = job.Id },
                new() { Value = job.Attempt },
                new() { Value = rows },
                new() { Value = bytesRead },
                new() { Value = Created },
                new() { Value = Updated },
                new() { Value = Unchanged },
                new() { Value = _told.Rejected },
                new() { Value = _told.Warnings },
                new() { Value = Unidentified },
            },
        };
        if (await update.ExecuteNonQueryAsync(cancellationToken) == 0)
            throw Lost();
        await ImportFaults.Add(connection, job.Id, _faults, cancellationToken);
    }

    /// <summary>What ends the work on a job that is no longer this process's.</summary>
    public static OperationCanceledException Lost() => new("The job is another process's by now, or nobody's.");

    /// <summary>To be called behind the commit.</summary>
    public void Committed()
    {
        (job.RowsRead, job.BytesRead) = (job.RowsRead + _told.Rows, _told.BytesRead);
        (job.Created, job.Updated, job.Unchanged) = (job.Created + Created, job.Updated + Updated, job.Unchanged + Unchanged);
        (job.Rejected, job.Warnings) = (job.Rejected + _told.Rejected, job.Warnings + _told.Warnings);
        job.Unidentified += Unidentified;
    }
}
