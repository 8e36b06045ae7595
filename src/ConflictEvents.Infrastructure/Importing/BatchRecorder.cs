using ConflictEvents.Application.Imports;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Records the rows of one batch in a commit, and tells what became of each.</summary>
internal sealed class BatchRecorder(ImportJob job, IDatasetFormat format, ImportBatch batch, Commit commit, CancellationToken cancellationToken)
{
    private readonly BatchOutcome _outcome = new(job, batch.Faults) { Unidentified = batch.Unidentified };
    private readonly List<(Incident Incident, IReadOnlyList<DomainEvent> Events, string? Reason)> _decided = [];
    private readonly HashSet<Guid> _reinstated = [];

    /// <exception cref="OvertakenException">A record was told otherwise since the batch was read; nothing of the batch is recorded.</exception>
    public async Task<BatchOutcome> Record()
    {
        await batch.Unborn.Settle(commit.Connection, batch.References, cancellationToken);
        var lines = await FirstOfTheirIds();
        var known = await Known(lines);
        var concerned = lines.Where(line => known.TryGetValue(line.ExternalId, out var stored) && (stored.IsRetracted || stored.ContentHash != line.Record.ContentHash)).ToList();
        if (concerned.Exists(line => known[line.ExternalId].ContentHash is var stored && stored != line.Record.ContentHash && stored != line.Before))
            throw new OvertakenException();
        var folded = await Fold(concerned.Select(line => known[line.ExternalId].Id).Concat(known.Values.Select(stored => stored.RetractedSurvivor).OfType<Guid>()).Distinct());
        var returning = await Fold(folded.Values.Where(IsOnlyAbsent).Select(incident => incident.Id));
        var taken = await TakenIds.Of(commit.Connection, lines.Where(line => !known.ContainsKey(line.ExternalId)).Select(line => line.Record.IncidentId), cancellationToken);
        foreach (var line in lines)
        {
            if (taken.Contains(line.Record.IncidentId))
                Reject(line, "id-taken", $"The id that follows from the record, {line.Record.IncidentId}, is that of something that was recorded here.");
            else if (!known.TryGetValue(line.ExternalId, out var stored))
                Create(line);
            else if (stored is { RetractedSurvivor: { } survivor } && returning.ContainsKey(survivor) && !folded.ContainsKey(stored.Id))
                Reinstate(folded[survivor]);
            else if (stored.IsWithoutSurvivor)
                Reject(line, "merged", "The incident is merged into another one here, which does not stand itself; no sum has its figures.");
            else if (returning.TryGetValue(stored.Id, out var returned))
                Reinstate(folded[stored.Id], returned, line);
            else if (folded.TryGetValue(stored.Id, out var incident))
                Update(incident, line);
            else
                _outcome.Unchanged++;
        }

        Append();
        batch.Unborn.ForgetDocuments(batch.References);
        await _outcome.Tell(commit.Connection, batch.Rows, batch.BytesRead, cancellationToken);
        return _outcome;
    }

    private void Create(MappedLine line)
    {
        var incident = new Incident { Id = line.Record.IncidentId };
        if (Decide(incident, line, ImportDecision.Create(incident, line.Record, OriginOf(line)), reason: null))
            _outcome.Created++;
    }

    private void Update(Incident incident, MappedLine line)
    {
        var reason = job.DatasetVersion is { } version ? $"{format.Key} {version}" : $"{format.Key}, imported again";
        if (Decide(incident, line, ImportDecision.Update(incident, line.Record, OriginOf(line)), reason))
            _outcome.Updated++;
    }

    /// <summary>Brings back what stands for a row that tells what it always told: its incident, or what that was merged into. Another row may have done so before.</summary>
    private void Reinstate(Incident incident)
    {
        if (_reinstated.Add(incident.Id))
        {
            _decided.Add((incident, incident.Reinstate().Value, HasAgain));
            _outcome.Updated++;
        }
        else
        {
            _outcome.Unchanged++;
        }
    }

    /// <param name="returned">The same incident, which what is decided is tried on: the row goes in with the reinstatement, or neither does.</param>
    private void Reinstate(Incident incident, Incident returned, MappedLine line)
    {
        // Where the row says what it always said, what was corrected here since stands again too, and nothing is mentioned anew.
        if (line.Record.ContentHash == returned.Origin!.ContentHash)
        {
            Reinstate(incident);
            return;
        }

        var reinstated = incident.Reinstate().Value;
        foreach (var happened in reinstated)
            returned.Apply(new RecordedEvent(happened, returned.Version + 1, returned.UpdatedAt, job.Owner, Reason: null));
        var stands = _reinstated.Contains(incident.Id);
        var decided = ImportDecision.Update(returned, line.Record, OriginOf(line)).Then<IReadOnlyList<DomainEvent>>(told => (DomainEvent[])[.. stands ? [] : reinstated, .. told]);
        if (!Decide(incident, line, decided, HasAgain))
            return;
        _reinstated.Add(incident.Id);
        _outcome.Updated++;
    }

    private string HasAgain => $"{format.Key}{(job.DatasetVersion is { } version ? $" {version}" : "")} has it again";

    /// <summary>Whether nobody wanted the incident to be withdrawn: a file of this dataset lacked it.</summary>
    private bool IsOnlyAbsent(Incident incident) => incident.Status is ResourceStatus.Retracted && incident.AbsentFrom == format.Key;

    private async Task<Dictionary<Guid, Incident>> Fold(IEnumerable<Guid> ids) =>
        (await LogReader.Fold(commit.Connection, [.. ids], commit.After, cancellationToken)).ToDictionary(resource => resource.Id, resource => (Incident)resource);

    /// <returns>False for a row that is left out; the faults say why.</returns>
    private bool Decide(Incident incident, MappedLine line, Result<IReadOnlyList<DomainEvent>> decided, string? reason)
    {
        if (decided.Error is { } refused)
            return Reject(line, refused.Code, refused.Message);
        if (batch.Unborn.Refusal(line.Record.Details.References().Concat(line.Record.Claims.SelectMany(claim => claim.References()))) is { } unmentionable)
            return Reject(line, unmentionable.Code, unmentionable.Message);

        _decided.Add((incident, decided.Value, reason));
        return true;
    }

    private ImportOrigin OriginOf(MappedLine line) => new()
    {
        Dataset = format.Key,
        DatasetVersion = job.DatasetVersion,
        ExternalId = line.ExternalId,
        Licence = format.Licence,
        Redistributable = format.Redistributable,
        ContentHash = line.Record.ContentHash,
        ImportId = job.Id,
        Row = line.Row.Original(),
    };

    private bool Reject(MappedLine line, string code, string message)
    {
        _outcome.Add(new RowFault(line.Number, null, code, message, line.ExternalId, Rejects: true));
        return false;
    }

    /// <summary>Appends what was decided, behind all that it needs and that is not there: a version that tells nothing new leaves no trace.</summary>
    private void Append()
    {
        foreach (var reference in _decided.SelectMany(one => one.Events).SelectMany(ReferencesOf))
            batch.Unborn.Record(reference.Id, commit.Changes);
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

    private async Task<Dictionary<string, Stored>> Known(List<MappedLine> lines)
    {
        await using var command = new NpgsqlCommand(
            $"""
            with recursive known as (
                select stored.external_id, stored.id, stored.content_hash, stored.status, stored.merged_into
                from (select $1 as dataset, unnest($2) as external_id) sought {StoredRecords.Join}),
            above(id, survivor) as (
                select id, merged_into from known where merged_into is not null
                union all
                select above.id, v.merged_into from above join incident_version v on v.id = above.survivor and v.recorded_to is null where v.merged_into is not null)
            select known.external_id, known.id, known.content_hash, known.status = 'retracted', known.merged_into is not null and standing.status is distinct from 'active',
                   case when standing.status = 'retracted' then standing.id end
            from known left join lateral (
                select v.id, v.status from above join incident_version v on v.id = above.survivor and v.recorded_to is null where above.id = known.id and v.status <> 'merged') standing on true
            """,
            commit.Connection)
        {
            Parameters = { new() { Value = format.Key }, new() { Value = lines.Select(line => line.ExternalId).ToArray() } },
        };
        var known = new Dictionary<string, Stored>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            known.Add(rows.GetString(0), new Stored(rows.GetGuid(1), Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(2)), rows.GetBoolean(3), rows.GetBoolean(4), rows.IsDBNull(5) ? null : rows.GetGuid(5)));
        return known;
    }

    /// <param name="IsWithoutSurvivor">Merged into one that does not stand itself.</param>
    /// <param name="RetractedSurvivor">That one, where it is retracted.</param>
    private sealed record Stored(Guid Id, string ContentHash, bool IsRetracted, bool IsWithoutSurvivor, Guid? RetractedSurvivor);
}

/// <summary>Another process has recorded what a batch was made without knowledge of; it is to be read again.</summary>
internal sealed class OvertakenException : Exception;
