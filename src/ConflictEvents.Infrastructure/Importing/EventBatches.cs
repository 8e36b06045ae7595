using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Events;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Jobs;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Reads the file of a job in the service's own format.</summary>
internal sealed class EventBatches(EventRules rules)
{
    /// <returns>The lines behind those that the job has been told of.</returns>
    /// <exception cref="JobFailure">The file cannot be read, or no further.</exception>
    public async IAsyncEnumerable<EventBatch> Read(ImportJob job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = ImportFiles.Open(job);
        await using var reader = new EventReader(file);
        if (await reader.Begin(cancellationToken) is { } unreadable)
            throw new JobFailure(unreadable.Message);

        var batch = new EventBatch();
        await foreach (var line in reader.Lines(job.RowsRead, cancellationToken))
        {
            if (batch.EndsBefore(line))
            {
                yield return batch;
                batch = new EventBatch();
            }

            batch.Add(line);
            if (line.Event is { } read)
                Add(read, line.Number, batch);
            batch.BytesRead = reader.SourceBytes;
        }

        if (batch.Rows > 0)
            yield return batch;
        if (reader.Fault is { } fault)
            throw new JobFailure(fault.Message);
    }

    private void Add(EventLine line, long number, EventBatch batch)
    {
        var body = EventTypes.Read(line.Kind, line.Type, line.SchemaVersion, line.Body, "body");
        if ((body.Error ?? rules.Fault(line, body.Value)) is { } fault)
            batch.Faults.AddRange(RowFault.Of(fault, number, $"{line.Type} {line.Id}"));
        else
            batch.Events.Add(new ReadEvent(number, line with { Body = default }, body.Value, SHA256.HashData(EventTypes.Write(body.Value))));
    }
}
