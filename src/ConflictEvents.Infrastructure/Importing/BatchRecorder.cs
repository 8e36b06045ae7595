using ConflictEvents.Application.Imports;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Records the rows of one batch in a commit, and tells what became of each.</summary>
/// <param name="unborn">What earlier batches have mentioned, and nothing that was recorded has needed.</param>
internal sealed class BatchRecorder(ImportJob job, ImportBatch batch, UnbornReferences unborn, Commit commit, CancellationToken cancellationToken)
{
    private readonly BatchOutcome _outcome = new(job, batch.Faults);
    private readonly List<(Incident Incident, IReadOnlyList<DomainEvent> Events, string? Reason)> _decided = [];

    public async Task<BatchOutcome> Record(string dataset)
    {
        var gone = await unborn.Settle(commit.Connection, batch.References, cancellationToken);
        var lines = await FirstOfTheirIds();
        var known = await Known(dataset, lines);
        var changed = lines.Where(line => known.TryGetValue(line.ExternalId, out var stored) && stored.ContentHash != line.Record.ContentHash).ToList();
        var folded = (await LogReader.Fold(commit.Connection, [.. changed.Select(line => known[line.ExternalId].Id)], commit.After, cancellationToken))
            .ToDictionary(resource => resource.Id, resource => (Incident)resource);
        var taken = await Taken([.. lines.Where(line => !known.ContainsKey(line.ExternalId)).Select(line => line.Record.IncidentId)]);
        foreach (var line in lines)
        {
            if (taken.Contains(line.Record.IncidentId))
                Reject(line, "id-taken", $"The id that follows from the record, {line.Record.IncidentId}, is that of something that was recorded here.");
            else if (!known.TryGetValue(line.ExternalId, out var stored))
                Create(line, gone);
            else if (folded.TryGetValue(stored.Id, out var incident))
                Update(incident, line, gone);
            else
                _outcome.Unchanged++;
        }

        Append();
        await _outcome.Tell(commit.Connection, batch.Rows, batch.BytesRead, cancellationToken);
        return _outcome;
    }

    private void Create(MappedLine line, HashSet<Guid> gone)
    {
        var incident = new Incident { Id = line.Record.IncidentId };
        if (Decide(incident, line, ImportDecision.Create(incident, line.Record, line.Origin()), reason: null, gone))
            _outcome.Created++;
    }

    private void Update(Incident incident, MappedLine line, HashSet<Guid> gone)
    {
        var origin = line.Origin();
        var reason = origin.DatasetVersion is { } version ? $"{origin.Dataset} {version}" : $"{origin.Dataset}, imported again";
        if (Decide(incident, line, ImportDecision.Update(incident, line.Record, origin), reason, gone))
            _outcome.Updated++;
    }

    /// <returns>False for a row that is left out; the faults say why.</returns>
    private bool Decide(Incident incident, MappedLine line, Result<IReadOnlyList<DomainEvent>> decided, string? reason, HashSet<Guid> gone)
    {
        if (decided.Error is { } refused)
            return Reject(line, refused.Code, refused.Message);
        if (gone.Count > 0 && line.Record.Details.References().Any(reference => gone.Contains(reference.Id)))
            return Reject(line, "retracted-reference", "The row mentions a resource that was retracted or erased here.");

        _decided.Add((incident, decided.Value, reason));
        return true;
    }

    private bool Reject(MappedLine line, string code, string message)
    {
        _outcome.Add(new RowFault(line.Number, null, code, message, line.ExternalId, Rejects: true));
        return false;
    }

    /// <summary>Appends what was decided, behind all that it needs and that is not there: a version that tells nothing new leaves no trace.</summary>
    private void Append()
    {
        foreach (var reference in _decided.SelectMany(one => one.Events).SelectMany(ReferencesOf))
            unborn.Record(reference.Id, commit.Changes);
        foreach (var (incident, events, reason) in _decided)
            commit.Changes.Append(incident, events, reason);
    }

    private static IEnumerable<Reference> ReferencesOf(DomainEvent happened) => happened switch
    {
        Created<IncidentDetails> created => created.Details.References(),
        Corrected<IncidentDetails> corrected => corrected.Details.References(),
        ClaimAdded added => added.Claim.References(),
        _ => [],
    };

    /// <summary>Of rows that bear one id the first counts, wherever in the file the others stand.</summary>
    private async Task<List<MappedLine>> FirstOfTheirIds()
    {
        var first = await FileRecords.Note(commit.Connection, job.Id, batch.Lines.Select(line => line.ExternalId).Concat(batch.LeftOut), cancellationToken);
        var kept = new List<MappedLine>();
        foreach (var line in batch.Lines)
        {
            if (first.Remove(line.ExternalId))
                kept.Add(line);
            else
                Reject(line, "duplicate-id", "An earlier row of the file has the same id; that one counts.");
        }

        return kept;
    }

    private async Task<Dictionary<string, Stored>> Known(string dataset, List<MappedLine> lines)
    {
        await using var command = new NpgsqlCommand(
            $"select external_id, id, content_hash from incident_version where dataset = $1 and dataset <> '{ImportOrigin.Local}' and external_id = any($2) and recorded_to is null", commit.Connection)
        {
            Parameters = { new() { Value = dataset }, new() { Value = lines.Select(line => line.ExternalId).ToArray() } },
        };
        var known = new Dictionary<string, Stored>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            known.Add(rows.GetString(0), new Stored(rows.GetGuid(1), Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(2))));
        return known;
    }

    /// <returns>Those of the ids that something else has: clients may choose ids, and so may have chosen one of these.</returns>
    private async Task<HashSet<Guid>> Taken(Guid[] ids)
    {
        var taken = new HashSet<Guid>();
        if (ids.Length == 0)
            return taken;
        await using var command = new NpgsqlCommand("select stream_id from event where stream_id = any($1) and version = 1", commit.Connection) { Parameters = { new() { Value = ids } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            taken.Add(rows.GetGuid(0));
        return taken;
    }

    private sealed record Stored(Guid Id, string ContentHash);
}
