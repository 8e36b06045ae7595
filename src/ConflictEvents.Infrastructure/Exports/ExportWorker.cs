using System.IO.Pipelines;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Jobs;
using ConflictEvents.Infrastructure.Projections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConflictEvents.Infrastructure.Exports;

/// <summary>Writes one export after the other to its file.</summary>
internal sealed class ExportWorker(
    IServiceScopeFactory scopes, PostgresExports exports, ApplicationDatabase database, ExportFiles files, ExportJobOptions options, TimeProvider time, ILogger<ExportWorker> logger)
    : JobWorker<ExportJob>(scopes, options.Lease, time, logger)
{
    private Func<(long Rows, long Bytes)> _written = Nothing;

    protected override string Word => "export";

    protected override (string Name, string SetBack) Table => ("work.export_job", ", rows = 0, bytes = 0");

    protected override string Unexplained => "The file could not be written. The logs of the service say why.";

    protected override async Task Work(ExportJob job, CancellationToken cancellationToken)
    {
        files.Delete(job);
        while (await PendingRenderings.AnyUpTo(job.Position, database, cancellationToken))
            await Task.Delay(Beat, Time, cancellationToken);
        await using var export = await exports.Open(ExportQueryJson.Read(job.Query), new Moment(job.Position, Audience.KeyHolders), cancellationToken);
        job.DataThrough = export.DataThrough;
        await using var file = files.Create(job);
        await using var measured = new MeasuredStream(file, options.MaxFileBytes);
        _written = () => (export.Incidents, measured.Count);
        var output = PipeWriter.Create(measured, new StreamPipeWriterOptions(leaveOpen: true));
        await export.CopyTo(output, Timeout.InfiniteTimeSpan, cancellationToken);
        await output.CompleteAsync();
        file.Flush(flushToDisk: true);
        (job.Sha256, job.Erasures) = (measured.Sha256(), export.Erasures);
    }

    protected override void TellProgress(ExportJob job, UpdateSettersBuilder<ExportJob> set)
    {
        (job.Rows, job.Bytes) = _written();
        set.SetProperty(j => j.Rows, job.Rows).SetProperty(j => j.Bytes, job.Bytes);
    }

    protected override void TellEnd(ExportJob job, DateTimeOffset? finishedAt, UpdateSettersBuilder<ExportJob> set) => set
        .SetProperty(j => j.ExpiresAt, finishedAt + options.Keep)
        .SetProperty(j => j.DataThrough, job.DataThrough)
        .SetProperty(j => j.Sha256, job.Sha256)
        .SetProperty(j => j.Erasures, job.Erasures);

    protected override void Complete(ExportJob job) => files.Complete(job);

    protected override void TidyUp(ExportJob job, bool isWanted)
    {
        _written = Nothing;
        if (isWanted)
            files.DeleteParts(job);
        else
            files.Delete(job);
    }

    protected override async Task RemoveExpired(CancellationToken cancellationToken)
    {
        await using var scope = Scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<ConflictEventsContext>();
        await WithdrawnExports.Remove(context, files, cancellationToken);
        var jobs = context.ExportJobs;
        var now = Time.GetUtcNow();
        foreach (var expired in await jobs.AsNoTracking().Where(job => job.ExpiresAt <= now).ToListAsync(cancellationToken))
        {
            files.Delete(expired);
            await jobs.Where(job => job.Id == expired.Id).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static (long Rows, long Bytes) Nothing() => (0, 0);
}
