using System.Runtime.CompilerServices;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Reading;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Jobs;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Reads the file of a job, and maps its rows to incidents.</summary>
internal sealed class ImportBatches(ApplicationDatabase database, TimeProvider time)
{
    /// <summary>How many rows a commit records: enough for copying, few enough that others wait for half a second at most, and that memory holds several batches.</summary>
    public const int RowsAtATime = 350;

    /// <returns>The rows behind those that the job has been told of.</returns>
    /// <exception cref="JobFailure">The file cannot be read, or no further.</exception>
    public async IAsyncEnumerable<ImportBatch> Read(ImportJob job, IDatasetFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = job.RowsRead;
        await using var file = ImportFiles.Open(job);
        await using var reader = new DatasetReader(file, format, ColumnNames.Of(format, job.Columns).Value);
        if ((await reader.Header(cancellationToken)).Error is { } unreadable)
            throw new JobFailure(unreadable.Message);

        var references = await KnownReferences.Load(database.Source, cancellationToken);
        var release = new DatasetRelease(format, job.DatasetVersion, references, time);
        var batch = new ImportBatch();
        await foreach (var row in reader.Rows(cancellationToken))
        {
            if (known-- > 0)
                continue;
            Add(row, batch, release);
            if (batch.Rows < RowsAtATime)
                continue;
            yield return await Complete(batch);
            batch = new ImportBatch();
        }

        if (batch.Rows > 0)
            yield return await Complete(batch);
        if (reader.Fault is { } fault)
            throw new JobFailure(fault.Message);

        async Task<ImportBatch> Complete(ImportBatch read)
        {
            read.BytesRead = reader.SourceBytes;
            await KeepWhatIsAbsent(read, release, format, job.Columns, cancellationToken);
            await FindPlaces(read, references, cancellationToken);
            return read;
        }
    }

    private static void Add(ReadRow row, ImportBatch batch, DatasetRelease release)
    {
        batch.Rows++;
        if (row.Fault is { } unreadable)
        {
            batch.Unidentified++;
            batch.Faults.Add(unreadable);
            return;
        }

        var mapped = release.Map(row.Row!);
        batch.Faults.AddRange(mapped.Faults);
        if (mapped.Record is not { } record)
        {
            if (release.IdOf(row.Row!) is { } id)
                batch.LeftOut.Add(id);
            else
                batch.Unidentified++;
            return;
        }

        batch.Lines.Add(new MappedLine(record, row.Row!));
    }

    /// <summary>What an earlier file told of a record stands where this one has no column for it.</summary>
    private async Task KeepWhatIsAbsent(ImportBatch batch, DatasetRelease release, IDatasetFormat format, string? columns, CancellationToken cancellationToken)
    {
        var earlier = await EarlierRows.Find(database.Source, format, batch.Lines, columns, cancellationToken);
        for (var at = 0; at < batch.Lines.Count && earlier.Count > 0; at++)
        {
            var line = batch.Lines[at];
            if (!earlier.TryGetValue(line.ExternalId, out var before))
                continue;
            var row = before.Row is { } told ? RowCompletion.Complete(line.Row, told, format) : line.Row;
            var whole = ReferenceEquals(row, line.Row) ? line.Record : release.Map(row).Record ?? line.Record;
            batch.Lines[at] = new MappedLine(whole, row) { Before = before.ContentHash };
        }
    }

    private async Task FindPlaces(ImportBatch batch, ReferenceRegistry references, CancellationToken cancellationToken)
    {
        var found = await KnownPlaces.Find(database.Source, references.New, cancellationToken);
        batch.References = references.TakeNew(found);
        for (var at = 0; at < batch.Lines.Count && found.Count > 0; at++)
        {
            if (found.TryGetValue(batch.Lines[at].Record.Details.Place.LocationId, out var location))
                batch.Lines[at] = batch.Lines[at].At(location);
        }
    }
}
