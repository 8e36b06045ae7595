using System.Threading.Channels;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Requests;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Jobs;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Loads the file of a job: rows are read and mapped while those before them are recorded.</summary>
internal sealed class ImportRuns(ApplicationDatabase database, HeadWatch watch, PendingRenderings pending, ReferenceCache cache, ImportBatches batches, EventBatches events, PlaceBatches places)
{
    // How many batches may wait for the one that is being recorded, behind which another is mapped.
    private const int Ahead = 1;

    // More than two imports of one dataset come to that run into each other by chance.
    private const int MostOvertaken = 1_000;

    public async Task Run(ImportJob job, CancellationToken cancellationToken)
    {
        if (ImportFormats.DatasetOf(job.Format) is { } format)
        {
            await RunDataset(job, format, cancellationToken);
            return;
        }

        if (job.Format is ImportFormat.Geonames)
            await RunGazetteer(job, cancellationToken);
        else
            await Load(job, reading => events.Read(job, reading), (batch, commit) => new EventRecorder(job, batch, commit, cancellationToken).Record(), cancellationToken);
        job.Vanished = await VanishedRecords.Count(database, job, cancellationToken);
    }

    private Task RunGazetteer(ImportJob job, CancellationToken cancellationToken)
    {
        var run = new PlaceRun();
        return Load(job, reading => places.Read(job, reading), (batch, commit) => new PlaceRecorder(job, batch, run, commit, cancellationToken).Record(), cancellationToken);
    }

    private async Task RunDataset(ImportJob job, IDatasetFormat format, CancellationToken cancellationToken)
    {
        for (var again = 0; !await LoadDataset(job, format, cancellationToken); again++)
        {
            if (again == MostOvertaken)
                throw new InvalidOperationException("Whatever is read of the file is told otherwise before it is recorded.");
        }

        job.Vanished = await VanishedRecords.Find(database, job, format.Key, cancellationToken);
        if (!job.RetractVanished)
            return;
        if (job.Unidentified > 0 || job.RowsRead == 0)
            throw new JobFailure("Nothing was retracted: the file holds rows that cannot be read, or none at all, so that what it lacks cannot be told.");
        await RetractVanished(job, format, cancellationToken);
    }

    /// <returns>False when it is to go on behind the last batch that was recorded.</returns>
    private async Task<bool> LoadDataset(ImportJob job, IDatasetFormat format, CancellationToken cancellationToken)
    {
        try
        {
            await Load(
                job,
                reading => batches.Read(job, format, reading),
                (batch, commit) => new BatchRecorder(job, format, batch, commit, cancellationToken).Record(),
                cancellationToken);
            return true;
        }
        catch (OvertakenException)
        {
            return false;
        }
    }

    private async Task Load<TBatch>(
        ImportJob job, Func<CancellationToken, IAsyncEnumerable<TBatch>> read, Func<TBatch, Commit, Task<BatchOutcome>> record, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<TBatch>(Ahead);
        var reading = Task.Run(() => Pass(read(ending.Token), channel.Writer, ending.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(cancellationToken))
            {
                await using var commit = await Commit.Begin(database, new Author(job), [], cancellationToken);
                var outcome = await record(batch, commit);
                await commit.End(watch, pending, cache, cancellationToken);
                outcome.Committed();
            }
        }
        finally
        {
            await ending.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task Pass<TBatch>(IAsyncEnumerable<TBatch> batches, ChannelWriter<TBatch> writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in batches)
                await writer.WriteAsync(batch, cancellationToken);
            writer.Complete();
        }
        catch (Exception fault)
        {
            // What was read before it is still recorded; the reader of the channel meets the fault behind it.
            writer.Complete(fault);
        }
    }

    private async Task RetractVanished(ImportJob job, IDatasetFormat format, CancellationToken cancellationToken)
    {
        var reason = $"Not in {format.Key}{(job.DatasetVersion is { } version ? $" {version}" : "")} any more";
        for (var isLeft = true; isLeft;)
        {
            await using var commit = await Commit.Begin(database, new Author(job), [], cancellationToken);
            isLeft = await VanishedRecords.Retract(commit, job, format.Key, reason, ImportBatch.MostRows, cancellationToken);
            await commit.End(watch, pending, cache, cancellationToken);
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
