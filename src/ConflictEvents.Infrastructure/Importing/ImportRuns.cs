using System.Threading.Channels;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Requests;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Loads the file of a job: rows are read and mapped while those before them are recorded.</summary>
internal sealed class ImportRuns(ApplicationDatabase database, HeadWatch watch, PendingRenderings pending, ImportBatches batches)
{
    // How many batches may be mapped ahead of the one that is being recorded.
    private const int Ahead = 2;

    public async Task Run(ImportJob job, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<ImportBatch>(Ahead);
        var format = ImportFormats.Of(job.Format);
        var unborn = new OrderedDictionary<Guid, NewReference>();
        var mapping = Task.Run(() => Map(job, format, channel.Writer, ending.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(cancellationToken))
                await Record(job, format, batch, unborn, cancellationToken);
        }
        finally
        {
            await ending.CancelAsync();
            await mapping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        job.Vanished = await VanishedRecords.Find(database, job, format.Key, cancellationToken);
        if (job.RetractVanished)
            await RetractVanished(job, format, cancellationToken);
    }

    private async Task Map(ImportJob job, IDatasetFormat format, ChannelWriter<ImportBatch> writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in batches.Read(job, format, cancellationToken))
                await writer.WriteAsync(batch, cancellationToken);
            writer.Complete();
        }
        catch (Exception fault)
        {
            // What was read before it is still recorded; the reader of the channel meets the fault behind it.
            writer.Complete(fault);
        }
    }

    private async Task Record(ImportJob job, IDatasetFormat format, ImportBatch batch, OrderedDictionary<Guid, NewReference> unborn, CancellationToken cancellationToken)
    {
        await using var commit = await Commit.Begin(database, new Author(job), cancellationToken);
        var recorder = new BatchRecorder(job, batch, unborn, commit, cancellationToken);
        await recorder.Record(format.Key);
        await commit.End(watch, pending, cancellationToken);
        recorder.Committed();
    }

    private async Task RetractVanished(ImportJob job, IDatasetFormat format, CancellationToken cancellationToken)
    {
        var reason = $"Not in {format.Key}{(job.DatasetVersion is { } version ? $" {version}" : "")} any more";
        for (var isLeft = true; isLeft;)
        {
            await using var commit = await Commit.Begin(database, new Author(job), cancellationToken);
            isLeft = await VanishedRecords.Retract(commit, job, reason, ImportBatches.RowsAtATime, cancellationToken);
            await commit.End(watch, pending, cancellationToken);
        }
    }

    /// <summary>Whoever asked for the job is the author of what it records.</summary>
    private sealed record Author(ImportJob Job) : IRequestContext
    {
        public string RecordedBy => Job.Owner;

        public string RequestId => Job.Id.ToString();

        public Audience Audience => Audience.KeyHolders;
    }
}
