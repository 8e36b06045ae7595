using ConflictEvents.Application.Jobs;
using ConflictEvents.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConflictEvents.Infrastructure.Jobs;

/// <summary>
/// Does one job of a kind after the other. Any number of processes may do so on one database: a job belongs to the one that took it for as
/// long as that one says so, and is begun anew by another when nothing is heard of it any more.
/// </summary>
/// <param name="lease">How long a job is left to a process of which nothing is heard.</param>
internal abstract class JobWorker<TJob>(IServiceScopeFactory scopes, TimeSpan lease, TimeProvider time, ILogger logger) : BackgroundService
    where TJob : Job
{
    // A fault that passes may be met twice.
    private const int Attempts = 3;

    private readonly SemaphoreSlim _asked = new(0);

    /// <summary>How soon it is noticed that a job was cancelled, that another process has left one, or that one has expired.</summary>
    protected static TimeSpan Beat { get; } = TimeSpan.FromSeconds(1);

    protected IServiceScopeFactory Scopes => scopes;

    protected TimeProvider Time => time;

    /// <summary>What the job is called in the logs.</summary>
    protected abstract string Word { get; }

    /// <summary>The table of the jobs, and what is set back when one is begun anew.</summary>
    protected abstract (string Name, string SetBack) Table { get; }

    /// <summary>What is said of a job that is given up for a reason that only the logs tell.</summary>
    protected abstract string Unexplained { get; }

    /// <summary>Says that there is something to do.</summary>
    public void Wake() => _asked.Release();

    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }

    /// <exception cref="JobFailure">It cannot be done, however often it is tried.</exception>
    protected abstract Task Work(TJob job, CancellationToken cancellationToken);

    /// <summary>Sets what is told of a job while it runs.</summary>
    protected abstract void TellProgress(TJob job, UpdateSettersBuilder<TJob> set);

    /// <summary>Sets what is told of a job when it is left, beside its state.</summary>
    /// <param name="finishedAt">Null when it is to be begun anew.</param>
    protected virtual void TellEnd(TJob job, DateTimeOffset? finishedAt, UpdateSettersBuilder<TJob> set)
    {
    }

    /// <summary>After the work, before anybody is told that it is done.</summary>
    protected virtual void Complete(TJob job)
    {
    }

    /// <summary>Takes away what the work has left, however it ended.</summary>
    /// <param name="isWanted">Whether somebody still wants what it has made.</param>
    protected virtual void TidyUp(TJob job, bool isWanted)
    {
    }

    /// <summary>Looks after jobs that have ended.</summary>
    protected virtual Task RemoveExpired(CancellationToken cancellationToken) => Task.CompletedTask;

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
                logger.LogError(fault, "The {Word}s that are asked for could not be looked after; trying again.", Word);
            }

            await _asked.WaitAsync(Beat, stoppingToken);
        }
    }

    /// <returns>The job that has waited longest, which is now this process's; null when none waits.</returns>
    private async Task<TJob?> Take(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var taken = await scope.ServiceProvider.GetRequiredService<ConflictEventsContext>().Set<TJob>()
            .FromSqlRaw(Taking(Table), now, now + lease).AsNoTracking().ToListAsync(cancellationToken);
        return taken.SingleOrDefault();
    }

    private static string Taking((string Name, string SetBack) table) =>
        $$"""
        update {{table.Name}}
        set state = 'running', attempt = attempt + 1, started_at = coalesce(started_at, {0}), leased_until = {1}{{table.SetBack}}
        where id = (
            select id from {{table.Name}}
            where state = 'queued' or (state = 'running' and leased_until < {0})
            order by created_at limit 1 for update skip locked)
        returning *
        """;

    /// <summary>Does a job that is this process's to its end, or leaves it for later.</summary>
    /// <param name="stopping">The process is to end; the job is left in the queue.</param>
    protected async Task Run(TJob job, CancellationToken stopping)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var keeping = Keep(job, given);
        var isWanted = true;
        try
        {
            await Work(job, given.Token);
            Complete(job);
            isWanted = await Release(job, JobState.Completed, error: null) || await IsWanted(job);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Release(job, JobState.Queued, error: null);
        }
        catch (OperationCanceledException)
        {
            logger.LogInformation("The {Word} {Id} was cancelled, or is another process's by now.", Word, job.Id);
        }
        catch (JobFailure failure)
        {
            await Release(job, JobState.Failed, failure.Message);
        }
        catch (Exception fault) when (job.Attempt < Attempts)
        {
            logger.LogWarning(fault, "The {Word} {Id} is to be begun anew.", Word, job.Id);
            await Release(job, JobState.Queued, error: null);
        }
        catch (Exception fault)
        {
            logger.LogError(fault, "The {Word} {Id} is given up.", Word, job.Id);
            await Release(job, JobState.Failed, Unexplained);
        }
        finally
        {
            await given.CancelAsync();
            await keeping;
            TidyUp(job, isWanted);
        }
    }

    /// <summary>Says again and again that this process is at it, and how far it is; ends the work when it is no longer wanted.</summary>
    private async Task Keep(TJob job, CancellationTokenSource given)
    {
        var until = job.LeasedUntil;
        while (true)
        {
            await Task.Delay(Beat, time, given.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (given.IsCancellationRequested)
                return;

            var now = time.GetUtcNow();
            var next = now + lease;
            try
            {
                var isMine = await Change(job, set =>
                {
                    set.SetProperty(j => j.LeasedUntil, next);
                    TellProgress(job, set);
                });
                if (!isMine)
                    await given.CancelAsync();
                until = next;
            }
            catch (Exception fault)
            {
                logger.LogWarning(fault, "The {Word} {Id} could not be kept from other processes.", Word, job.Id);
                if (until <= now)
                    await given.CancelAsync();
            }
        }
    }

    /// <summary>Leaves the job in a state, unless it is no longer this process's.</summary>
    /// <returns>False when it is not.</returns>
    private Task<bool> Release(TJob job, JobState state, string? error)
    {
        DateTimeOffset? finished = state is JobState.Queued ? null : time.GetUtcNow();
        (job.State, job.FinishedAt, job.Error) = (state, finished, error);
        return Change(job, set =>
        {
            set.SetProperty(j => j.State, state)
                .SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null)
                .SetProperty(j => j.FinishedAt, finished)
                .SetProperty(j => j.Error, error);
            TellProgress(job, set);
            TellEnd(job, finished, set);
        });
    }

    /// <summary>Also when the service is being stopped.</summary>
    private async Task<bool> Change(TJob job, Action<UpdateSettersBuilder<TJob>> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<ConflictEventsContext>().Set<TJob>();
        return await jobs.Where(j => j.Id == job.Id && j.State == JobState.Running && j.Attempt == job.Attempt).ExecuteUpdateAsync(change, CancellationToken.None) > 0;
    }

    private async Task<bool> IsWanted(TJob job)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<ConflictEventsContext>().Set<TJob>();
        return await jobs.AnyAsync(j => j.Id == job.Id && j.State != JobState.Cancelled, CancellationToken.None);
    }
}

/// <summary>A job cannot be done, however often it is tried.</summary>
/// <param name="message">One sentence for its owner.</param>
internal class JobFailure(string message) : Exception(message);
