using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>
/// Renders what commits have left, a little at a time, each time under the lock of the log's head: so a commit waits for a moment at most,
/// and what it finds is always a state that the log makes. Any number of processes may do so on one database.
/// </summary>
internal sealed class PendingRenderings(ApplicationDatabase database, HeadWatch watch, ILogger<PendingRenderings> logger) : BackgroundService
{
    // About a tenth of a second's work.
    private const int AtATime = 200;

    // How soon what another process has left, or an earlier run of this one, is noticed.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _left = new(0);

    /// <summary>Says that a commit has left something.</summary>
    public void Wake() => _left.Release();

    /// <returns>Whether what is shown at a position still shows a name that had changed by then.</returns>
    public static async Task<bool> AnyUpTo(long position, ApplicationDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select exists (select from pending_rendering where position <= $1)");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public override void Dispose()
    {
        _left.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isFailing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await RenderSome(stoppingToken))
                    await Task.Yield();
                isFailing = false;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Once is enough to tell: it is tried again every second.
                if (!isFailing)
                    logger.LogError(fault, "Names that have changed cannot be refreshed where they are shown; it is tried again until it can be done.");
                isFailing = true;
            }

            await _left.WaitAsync(Idle, stoppingToken);
        }
    }

    private async Task<bool> RenderSome(CancellationToken cancellationToken)
    {
        if (!await AnyUpTo(long.MaxValue, database, cancellationToken))
            return false;
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (head, _) = await LogHead.Lock(connection, database.Limits, cancellationToken);
        if (!await new Projector(connection).RenderPending(AtATime, cancellationToken))
            return false;
        var refreshed = await head.Refreshed(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        watch.Heard(refreshed);
        return true;
    }
}
