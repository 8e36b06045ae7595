using ConflictEvents.Application.Imports;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Loads one dataset after the other.</summary>
internal sealed class ImportWorker(IServiceScopeFactory scopes, ImportRuns runs, ImportFiles files, ImportOptions options, TimeProvider time, ILogger<ImportWorker> logger)
    : JobWorker<ImportJob>(scopes, options.Lease, time, logger)
{
    protected override string Word => "import";

    protected override (string Name, string SetBack) Table => ("work.import_job", "");

    protected override string Unexplained => "The file could not be loaded to its end. The logs of the service say why; what has been loaded stays.";

    /// <summary>For a job that has been taken already.</summary>
    public Task RunOne(ImportJob job, CancellationToken cancellationToken) => Run(job, cancellationToken);

    protected override Task Work(ImportJob job, CancellationToken cancellationToken) => runs.Run(job, cancellationToken);

    // Each commit tells how far it comes.
    protected override void TellProgress(ImportJob job, UpdateSettersBuilder<ImportJob> set)
    {
    }

    protected override async Task RemoveExpired(CancellationToken cancellationToken)
    {
        await using var scope = Scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ConflictEventsContext>().Database.ExecuteSqlAsync(
            $"delete from work.import_record record using work.import_job job where job.id = record.job_id and job.state not in ('queued', 'running')", cancellationToken);
    }

    protected override void TidyUp(ImportJob job, bool isWanted)
    {
        if (job.IsFinished)
            files.Delete(job.Id, job.File);
    }
}
