using ConflictEvents.Infrastructure.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>Takes a sample of where incidents lie now and then. Pages are the same without one, only slower.</summary>
internal sealed class PointSamples(ApplicationDatabase database, ILogger<PointSamples> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WithoutOne = TimeSpan.FromSeconds(10);

    private PointSample _latest = PointSample.Empty;

    public PointSample Latest => Volatile.Read(ref _latest);

    public async Task Take(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        Volatile.Write(ref _latest, await PointSample.Read(connection, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Take(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "Where incidents lie could not be sampled; pages are read by what was known before.");
            }

            await Task.Delay(Latest.IsEmpty ? WithoutOne : Every, stoppingToken);
        }
    }
}
