using System.Linq.Expressions;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Jobs;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace ConflictEvents.Infrastructure.Exports;

internal sealed class ExportJobs(ConflictEventsContext context, ExportFiles files, ExportJobOptions options, ExportWorker worker, TimeProvider time) : IExportJobs
{
    public async Task<Error?> Add(ExportJob job, CancellationToken cancellationToken)
    {
        if (await context.ExportJobs.CountAsync(other => other.Owner == job.Owner && other.State == JobState.Queued, cancellationToken) >= options.MostWaiting)
            return ExportJobErrors.TooMany;
        context.ExportJobs.Add(job);
        await context.SaveChangesAsync(cancellationToken);
        worker.Wake();
        return null;
    }

    public Task<ExportJob?> Find(Guid id, string owner, CancellationToken cancellationToken) =>
        context.ExportJobs.AsNoTracking().Where(Lasting(owner)).SingleOrDefaultAsync(job => job.Id == id, cancellationToken);

    public async Task<IReadOnlyList<ExportJob>> Of(string owner, CancellationToken cancellationToken) =>
        await context.ExportJobs.AsNoTracking().Where(Lasting(owner)).OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).ToListAsync(cancellationToken);

    public async Task<bool> Remove(Guid id, string owner, CancellationToken cancellationToken)
    {
        var own = context.ExportJobs.Where(job => job.Id == id && job.Owner == owner && (job.State == JobState.Queued || job.State == JobState.Running));
        if (await Cancel(own, cancellationToken) > 0)
            return true;
        if (await Find(id, owner, cancellationToken) is not { } finished)
            return false;

        await context.ExportJobs.Where(job => job.Id == id).ExecuteDeleteAsync(cancellationToken);
        files.Delete(finished);
        return true;
    }

    public async Task WithdrawFiles(CancellationToken cancellationToken)
    {
        await context.ExportJobs.Where(job => job.State == JobState.Running).ExecuteUpdateAsync(
            job => job.SetProperty(j => j.State, JobState.Queued).SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null), cancellationToken);
        await WithdrawnExports.Remove(context, files, cancellationToken);
        worker.Wake();
    }

    public async Task<bool> IsWithdrawn(ExportJob job, CancellationToken cancellationToken) =>
        job.Erasures is { } known && known < await WithdrawnExports.Erasures(context, cancellationToken);

    public string FileOf(ExportJob job) => files.PathOf(job.Id, job.Format);

    private Task<int> Cancel(IQueryable<ExportJob> jobs, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return jobs.ExecuteUpdateAsync(
            job => job.SetProperty(j => j.State, JobState.Cancelled)
                .SetProperty(j => j.FinishedAt, now)
                .SetProperty(j => j.ExpiresAt, now + options.Keep)
                .SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null),
            cancellationToken);
    }

    private Expression<Func<ExportJob, bool>> Lasting(string owner)
    {
        var now = time.GetUtcNow();
        return job => job.Owner == owner && (job.ExpiresAt == null || job.ExpiresAt > now);
    }
}
