using System.Runtime.CompilerServices;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Geonames;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Jobs;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Places of a gazetteer that are recorded in one commit.</summary>
internal sealed class PlaceBatch
{
    public List<MappedPlace> Places { get; } = [];

    public List<RowFault> Faults { get; } = [];

    /// <summary>What the places lie in and nobody knew.</summary>
    public IReadOnlyList<NewReference> References { get; set; } = [];

    /// <summary>All of them, those that were left out included.</summary>
    public int Rows { get; set; }

    /// <summary>About those of the rows that could be read.</summary>
    public long Bytes { get; set; }

    /// <summary>Of the file as it is stored, up to the end of the rows.</summary>
    public long BytesRead { get; set; }
}

/// <summary>Reads the file of a job that holds places, twice: its subdivisions are known before the first place that lies in one.</summary>
internal sealed class PlaceBatches(ApplicationDatabase database)
{
    /// <returns>The rows behind those that the job has been told of.</returns>
    /// <exception cref="JobFailure">The file cannot be read, or no further.</exception>
    public async IAsyncEnumerable<PlaceBatch> Read(ImportJob job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var references = new ReferenceRegistry();
        var gazetteer = new Gazetteer(references);
        await KnownReferences.Load(database.Source, references, gazetteer, cancellationToken);
        gazetteer.AddSource();
        await using (var first = ImportFiles.Open(job))
        {
            await using var reader = await Begin(first, cancellationToken);
            await foreach (var line in reader.Lines(cancellationToken))
                gazetteer.Learn(line);
        }

        var known = job.RowsRead;
        await using var file = ImportFiles.Open(job);
        await using var lines = await Begin(file, cancellationToken);
        var batch = new PlaceBatch();
        await foreach (var line in lines.Lines(cancellationToken))
        {
            if (known-- > 0)
                continue;
            Add(line, batch, gazetteer);
            if (batch.Rows < ImportBatch.MostRows && batch.Bytes < ImportBatch.MostBytes)
                continue;
            yield return Complete(batch, lines, references);
            batch = new PlaceBatch();
        }

        if (batch.Rows > 0)
            yield return Complete(batch, lines, references);
        if (lines.Fault is { } fault)
            throw new JobFailure(fault.Message);
    }

    private static async Task<GeonamesReader> Begin(Stream file, CancellationToken cancellationToken)
    {
        var reader = new GeonamesReader(file);
        if (await reader.Begin(cancellationToken) is not { } unreadable)
            return reader;
        await reader.DisposeAsync();
        throw new JobFailure(unreadable.Message);
    }

    private static void Add(GeonamesLine line, PlaceBatch batch, Gazetteer gazetteer)
    {
        batch.Rows++;
        if (line.Fault is { } unreadable)
        {
            batch.Faults.Add(unreadable);
            return;
        }

        batch.Bytes += line.Cells!.Sum(cell => cell.Length);
        var place = gazetteer.Map(line);
        batch.Faults.AddRange(place.Faults);
        if (!place.IsRejected)
            batch.Places.Add(place);
    }

    private static PlaceBatch Complete(PlaceBatch batch, GeonamesReader lines, ReferenceRegistry references)
    {
        batch.BytesRead = lines.SourceBytes;
        batch.References = references.TakeNew();
        return batch;
    }
}
