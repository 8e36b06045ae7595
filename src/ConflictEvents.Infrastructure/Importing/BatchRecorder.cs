using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Records the rows of one batch in a commit, and tells what became of each.</summary>
/// <param name="unborn">What earlier batches have mentioned, and nothing that was recorded has needed; by id, each after what it refers to itself.</param>
internal sealed class BatchRecorder(ImportJob job, ImportBatch batch, OrderedDictionary<Guid, NewReference> unborn, Commit commit, CancellationToken cancellationToken)
{
    private readonly BatchOutcome _outcome = new(job, batch.Faults);
    private readonly List<(Incident Incident, IReadOnlyList<DomainEvent> Events, string? Reason)> _decided = [];

    public async Task<BatchOutcome> Record(string dataset)
    {
        var gone = await Withdrawn();
        var lines = await FirstOfTheirIds();
        var known = await Known(dataset, lines);
        var changed = lines.Where(line => known.TryGetValue(line.ExternalId, out var stored) && stored.ContentHash != line.Record.ContentHash).ToList();
        var folded = (await LogReader.Fold(commit.Connection, [.. changed.Select(line => known[line.ExternalId].Id)], commit.After, cancellationToken))
            .ToDictionary(resource => resource.Id, resource => (Incident)resource);
        var erased = await Erased([.. lines.Where(line => !known.ContainsKey(line.ExternalId)).Select(line => line.Record.IncidentId)]);
        foreach (var line in lines)
        {
            if (erased.Contains(line.Record.IncidentId))
                Reject(line, "erased", "The record was erased here for legal reasons, and does not come back.");
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

    /// <returns>Those of what the rows mention that are there, and retracted or erased.</returns>
    private async Task<HashSet<Guid>> Withdrawn()
    {
        var gone = new HashSet<Guid>();
        foreach (var reference in batch.References)
            unborn.TryAdd(reference.Id, reference);
        if (unborn.Count == 0)
            return gone;

        await using var command = new NpgsqlCommand(
            """
            select id, status from reference_version where id = any($1) and recorded_to is null
            union all
            select stream_id, 'erased' from event where stream_id = any($1) and type = any($2)
            """,
            commit.Connection)
        {
            Parameters = { new() { Value = unborn.Keys.ToArray() }, new() { Value = EventTypes.Erasures.ToArray() } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            unborn.Remove(rows.GetGuid(0));
            if (rows.GetString(1) != "active")
                gone.Add(rows.GetGuid(0));
        }

        return gone;
    }

    private async Task<HashSet<Guid>> Erased(Guid[] incidents)
    {
        await using var command = new NpgsqlCommand("select stream_id from event where stream_id = any($1) and type = any($2)", commit.Connection)
        {
            Parameters = { new() { Value = incidents }, new() { Value = EventTypes.Erasures.ToArray() } },
        };
        var erased = new HashSet<Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            erased.Add(rows.GetGuid(0));
        return erased;
    }

    /// <summary>Appends what was decided, behind all that it needs and that is not there: a version that tells nothing new leaves no trace.</summary>
    private void Append()
    {
        var needed = new HashSet<Guid>();
        foreach (var (_, events, _) in _decided)
        {
            foreach (var reference in events.SelectMany(ReferencesOf))
                Need(reference.Id);
        }

        foreach (var reference in unborn.Values.Where(reference => needed.Contains(reference.Id)).ToList())
        {
            commit.Changes.Append(ResourceFactory.Empty(reference.Kind, reference.Id), [reference.Created], reason: null);
            unborn.Remove(reference.Id);
        }

        foreach (var (incident, events, reason) in _decided)
            commit.Changes.Append(incident, events, reason);

        void Need(Guid id)
        {
            if (!unborn.TryGetValue(id, out var reference) || !needed.Add(id))
                return;
            foreach (var above in reference.Details.References())
                Need(above.Id);
        }
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
        await using var command = new NpgsqlCommand(
            "insert into work.import_record (job_id, external_id) select $1, unnest($2) on conflict do nothing returning external_id", commit.Connection)
        {
            Parameters = { new() { Value = job.Id }, new() { Value = batch.Lines.Select(line => line.ExternalId).Concat(batch.LeftOut).Distinct().ToArray() } },
        };
        var first = new HashSet<string>();
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
                first.Add(rows.GetString(0));
        }

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

    private sealed record Stored(Guid Id, string ContentHash);
}
