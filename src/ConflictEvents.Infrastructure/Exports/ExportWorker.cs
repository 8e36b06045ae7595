using System.IO.Pipelines;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConflictEvents.Infrastructure.Exports;

/// <summary>
/// Writes one export after the other to its file. Any number of processes may do so on one database: a job belongs to the one that took it
/// for as long as that one says so, and is begun anew by another when nothing is heard of it any more.
/// </summary>
internal sealed class ExportWorker(
    IServiceScopeFactory scopes, PostgresExports exports, ApplicationDatabase database, ExportFiles files, ExportJobOptions options, TimeProvider time, ILogger<ExportWorker> logger)
    : BackgroundService
{
    // A fault that passes may be met twice.
    private const int Attempts = 3;

    // How soon it is noticed that a job was cancelled, that another process has left one, or that one has expired.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _asked = new(0);

    /// <summary>Says that there is something to do.</summary>
    public void Wake() => _asked.Release();

    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RemoveExpired(stoppingToken);
                while (await Take(stoppingToken) is { } job)
                    await Run(job, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.LogError(fault, "The exports that are asked for could not be looked after; trying again.");
            }

            await _asked.WaitAsync(Beat, stoppingToken);
        }
    }

    private async Task RemoveExpired(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<ConflictEventsContext>().ExportJobs;
        var now = time.GetUtcNow();
        foreach (var expired in await jobs.AsNoTracking().Where(job => job.ExpiresAt <= now).ToListAsync(cancellationToken))
        {
            files.Delete(expired);
            await jobs.Where(job => job.Id == expired.Id).ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <returns>The job that has waited longest, which is now this process's; null when none waits.</returns>
    private async Task<ExportJob?> Take(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + options.Lease;
        await using var scope = scopes.CreateAsyncScope();
        var taken = await scope.ServiceProvider.GetRequiredService<ConflictEventsContext>().ExportJobs.FromSql(
            $"""
            update work.export_job
            set state = 'running', attempt = attempt + 1, started_at = coalesce(started_at, {now}), leased_until = {until}, rows = 0, bytes = 0
            where id = (
                select id from work.export_job
                where state = 'queued' or (state = 'running' and leased_until < {now})
                order by created_at limit 1 for update skip locked)
            returning *
            """).AsNoTracking().ToListAsync(cancellationToken);
        return taken.SingleOrDefault();
    }

    private async Task Run(ExportJob job, CancellationToken stopping)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var progress = new Progress();
        var keeping = Keep(job, progress, given);
        try
        {
            files.DeleteParts(job);
            await Write(job, progress, given.Token);
            files.Complete(job);
            if (!await Release(job, ExportState.Completed, error: null) && !await IsWanted(job))
                files.Delete(job);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Release(job, ExportState.Queued, error: null);
        }
        catch (OperationCanceledException)
        {
            logger.LogInformation("The export {Id} was cancelled, or is another process's by now.", job.Id);
        }
        catch (FileTooLargeException fault)
        {
            await Release(job, ExportState.Failed, fault.Message);
        }
        catch (Exception fault) when (job.Attempt < Attempts)
        {
            logger.LogWarning(fault, "The export {Id} is to be begun anew.", job.Id);
            await Release(job, ExportState.Queued, error: null);
        }
        catch (Exception fault)
        {
            logger.LogError(fault, "The export {Id} is given up.", job.Id);
            await Release(job, ExportState.Failed, "The file could not be written. The logs of the service say why.");
        }
        finally
        {
            await given.CancelAsync();
            await keeping;
            files.DeleteParts(job);
        }
    }

    private async Task Write(ExportJob job, Progress progress, CancellationToken cancellationToken)
    {
        while (await PendingRenderings.AnyUpTo(job.Position, database, cancellationToken))
            await Task.Delay(Beat, time, cancellationToken);
        await using var export = await exports.Open(ExportQueryJson.Read(job.Query), new Moment(job.Position, Audience.KeyHolders), cancellationToken);
        job.DataThrough = export.DataThrough;
        await using var file = files.Create(job);
        await using var measured = new MeasuredStream(file, options.MaxFileBytes);
        progress.Report = () => (export.Incidents, measured.Count);
        var output = PipeWriter.Create(measured, new StreamPipeWriterOptions(leaveOpen: true));
        await export.CopyTo(output, Timeout.InfiniteTimeSpan, cancellationToken);
        await output.CompleteAsync();
        file.Flush(flushToDisk: true);
        (job.Rows, job.Bytes) = progress.Report();
        job.Sha256 = measured.Sha256();
    }

    /// <summary>Says again and again that this process is at it, and how far it is; ends the work when it is no longer wanted.</summary>
    private async Task Keep(ExportJob job, Progress progress, CancellationTokenSource given)
    {
        var until = job.LeasedUntil;
        while (true)
        {
            await Task.Delay(Beat, time, given.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (given.IsCancellationRequested)
                return;

            var now = time.GetUtcNow();
            var next = now + options.Lease;
            var (rows, bytes) = progress.Report();
            try
            {
                var isMine = await Change(job, set => set.SetProperty(j => j.LeasedUntil, next).SetProperty(j => j.Rows, rows).SetProperty(j => j.Bytes, bytes));
                if (!isMine)
                    await given.CancelAsync();
                until = next;
            }
            catch (Exception fault)
            {
                logger.LogWarning(fault, "The export {Id} could not be kept from other processes.", job.Id);
                if (until <= now)
                    await given.CancelAsync();
            }
        }
    }

    /// <summary>Leaves the job in a state, unless it is no longer this process's.</summary>
    /// <returns>False when it is not.</returns>
    private Task<bool> Release(ExportJob job, ExportState state, string? error)
    {
        DateTimeOffset? finished = state is ExportState.Queued ? null : time.GetUtcNow();
        return Change(job, set => set
            .SetProperty(j => j.State, state)
            .SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null)
            .SetProperty(j => j.FinishedAt, finished)
            .SetProperty(j => j.ExpiresAt, finished + options.Keep)
            .SetProperty(j => j.DataThrough, job.DataThrough)
            .SetProperty(j => j.Rows, job.Rows)
            .SetProperty(j => j.Bytes, job.Bytes)
            .SetProperty(j => j.Sha256, job.Sha256)
            .SetProperty(j => j.Error, error));
    }

    /// <summary>Also when the service is being stopped.</summary>
    private async Task<bool> Change(ExportJob job, Action<UpdateSettersBuilder<ExportJob>> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<ConflictEventsContext>().ExportJobs;
        return await jobs.Where(j => j.Id == job.Id && j.State == ExportState.Running && j.Attempt == job.Attempt).ExecuteUpdateAsync(change, CancellationToken.None) > 0;
    }

    private async Task<bool> IsWanted(ExportJob job)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<ConflictEventsContext>().ExportJobs;
        return await jobs.AnyAsync(j => j.Id == job.Id && j.State != ExportState.Cancelled, CancellationToken.None);
    }

    private sealed class Progress
    {
        public Func<(long Rows, long Bytes)> Report { get; set; } = () => (0, 0);
    }
}
