using System.Runtime.CompilerServices;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Reading;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Jobs;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Reads the file of a job, and maps its rows to incidents.</summary>
internal sealed class ImportBatches(ApplicationDatabase database, TimeProvider time)
{
    /// <returns>The rows behind those that the job has been told of.</returns>
    /// <exception cref="JobFailure">The file cannot be read, or no further.</exception>
    public async IAsyncEnumerable<ImportBatch> Read(ImportJob job, IDatasetFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = job.RowsRead;
        await using var file = ImportFiles.Open(job);
        await using var reader = new DatasetReader(file, format, ColumnNames.Of(format, job.Columns).Value);
        if ((await reader.Header(cancellationToken)).Error is { } unreadable)
            throw new JobFailure(unreadable.Message);

        var release = new DatasetRelease(format, job.DatasetVersion, new ReferenceRegistry(), time);
        var batch = new ImportBatch(new UnbornReferences());
        await foreach (var row in reader.Rows(cancellationToken))
        {
            if (known-- > 0)
                continue;
            Add(row, batch, release);
            if (!batch.IsFull(release.References.New.Count))
                continue;
            yield return await Complete(batch);
            batch = new ImportBatch(Unborn(batch, release.References));
        }

        if (batch.Rows > 0)
            yield return await Complete(batch);
        if (reader.Fault is { } fault)
            throw new JobFailure(fault.Message);

        async Task<ImportBatch> Complete(ImportBatch read)
        {
            read.BytesRead = reader.SourceBytes;
            await KeepWhatIsAbsent(read, release, format, job.Columns, cancellationToken);
            await FindReferences(read, release, cancellationToken);
            return read;
        }
    }

    /// <summary>Names are forgotten before they are too many, and with them what was mentioned by them: all that later rows mention is new again.</summary>
    private static UnbornReferences Unborn(ImportBatch before, ReferenceRegistry references)
    {
        if (!references.IsFull)
            return before.Unborn;
        references.Forget();
        return new UnbornReferences();
    }

    private static void Add(ReadRow row, ImportBatch batch, DatasetRelease release)
    {
        batch.Rows++;
        batch.Bytes += row.Row?.Length ?? 0;
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
            batch.Lines[at] = !ReferenceEquals(row, line.Row) && release.Map(row).Record is { } whole
                ? new MappedLine(whole, row) { Before = before.ContentHash }
                : line with { Before = before.ContentHash };
        }
    }

    /// <summary>What stands here, under whichever id, takes the place of what the rows mention: they are mapped again where that is another one.</summary>
    private async Task FindReferences(ImportBatch batch, DatasetRelease release, CancellationToken cancellationToken)
    {
        var references = release.References;
        var sought = new HashSet<Guid>();

        // Two of the many that a row may mention can turn out to be one, which makes room for another.
        while (references.New.Where(reference => sought.Add(reference.Id)).ToList() is { Count: > 0 } unsought)
        {
            var found = await KnownReferences.Find(database.Source, unsought, cancellationToken);
            foreach (var (id, place) in await KnownPlaces.Find(database.Source, unsought.Where(reference => !found.ContainsKey(reference.Id)), cancellationToken))
                found.Add(id, place);
            if (found.All(one => one.Key == one.Value))
                break;
            references.Know(found);
            for (var at = 0; at < batch.Lines.Count; at++)
                batch.Lines[at] = batch.Lines[at] with { Record = release.Map(batch.Lines[at].Row).Record! };
        }

        batch.References = references.TakeNew();
    }
}
