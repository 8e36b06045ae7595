using ConflictEvents.Application.Jobs;
using ConflictEvents.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace ConflictEvents.Infrastructure.Exports;

/// <summary>
/// Exports that were written before the last erasure. Each file bears how many there had been, so that none is handed out, whatever has become
/// of the process that erased.
/// </summary>
internal static class WithdrawnExports
{
    private const string Why = "Something was erased for legal reasons since the file was written. Ask for another export.";

    public static Task<long> Erasures(ConflictEventsContext context, CancellationToken cancellationToken) =>
        context.Database.SqlQuery<long>($"select erasures as \"Value\" from log.event_head").SingleAsync(cancellationToken);

    /// <summary>Removes their files. The jobs stay, and say why.</summary>
    public static async Task Remove(ConflictEventsContext context, ExportFiles files, CancellationToken cancellationToken)
    {
        var withdrawn = await context.ExportJobs
            .FromSql($"select * from work.export_job where state = 'completed' and erasures < (select erasures from log.event_head)")
            .AsNoTracking().ToListAsync(cancellationToken);
        foreach (var job in withdrawn)
        {
            files.Delete(job);
            await context.ExportJobs.Where(j => j.Id == job.Id && j.State == JobState.Completed).ExecuteUpdateAsync(
                set => set.SetProperty(j => j.State, JobState.Failed).SetProperty(j => j.Error, Why), cancellationToken);
        }
    }
}
