using System.Text.Json;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Geonames;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>What the places of a file have come to so far.</summary>
internal sealed class PlaceRun
{
    public UnbornReferences Unborn { get; } = new();

    /// <summary>What was recorded for the places in it, before its own row.</summary>
    public HashSet<Guid> AheadOfTheirRows { get; } = [];
}

/// <summary>
/// Records the places of one batch in a commit, and tells what became of each. A place that the gazetteer tells as before changes nothing,
/// whatever was corrected here since; one that it tells otherwise is corrected.
/// </summary>
internal sealed class PlaceRecorder(ImportJob job, PlaceBatch batch, PlaceRun run, Commit commit, CancellationToken cancellationToken)
{
    private const string Again = $"{Gazetteer.Key}, imported again";

    private readonly BatchOutcome _outcome = new(job, batch.Faults);
    private readonly Dictionary<Guid, MappedPlace> _new = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _ancestors = [];

    public async Task<BatchOutcome> Record()
    {
        await run.Unborn.Settle(commit.Connection, batch.References, cancellationToken);
        var places = await FirstOfTheirIds();
        var known = await Known(places);
        var taken = await TakenIds.Of(commit.Connection, places.Select(place => place.Id), cancellationToken);
        var stated = await Stated([.. known.Values]);
        var countries = new List<Guid>();
        foreach (var place in places)
        {
            if (run.Unborn.Refusal(place.Details?.References() ?? [new Reference(ResourceKind.Location, place.Id, "")]) is { } refused)
            {
                Reject(place, refused.Code, refused.Message);
            }
            else if (place.Details is null)
            {
                if (run.Unborn.Contains(place.Id))
                    countries.Add(place.Id);
                Count(isNew: run.Unborn.Contains(place.Id) || run.AheadOfTheirRows.Remove(place.Id));
            }
            else if (taken.Contains(place.Id) && !known.ContainsKey(place.ExternalId))
            {
                Reject(place, "id-taken", $"The id that follows from that of GeoNames, {place.Id}, is that of something that was recorded here.");
            }
            else if (!known.TryGetValue(place.ExternalId, out var id))
            {
                _new.Add(place.Id, place);
                run.Unborn.Remove(place.Id);
                Count(isNew: true);
            }
            else if (run.AheadOfTheirRows.Remove(id))
            {
                Count(isNew: true);
            }
            else if (!place.IsWhole || id != place.Id || stated[id].Last is not { } before || Json(before) == Json(place.Details))
            {
                Count(isNew: false);
            }
            else
            {
                await Correct(stated[id].Location, place);
            }
        }

        countries.ForEach(id => run.Unborn.Record(id, commit.Changes));
        if (_new.Count > 0)
            run.Unborn.Record(Gazetteer.SourceId, commit.Changes);
        while (_new.Count > 0)
            Append(_new.Keys.First());
        await _outcome.Tell(commit.Connection, batch.Rows, batch.BytesRead, cancellationToken);
        return _outcome;
    }

    private void Count(bool isNew)
    {
        if (isNew)
            _outcome.Created++;
        else
            _outcome.Unchanged++;
    }

    private async Task Correct(Resource<LocationDetails> location, MappedPlace place)
    {
        var details = place.Details!;
        if (details.ParentId is { } parent && parent != location.Details.ParentId && (await Above(parent)).Contains(location.Id))
        {
            Reject(place, "cycle", "The location that the place is to lie in lies in the place itself.");
            return;
        }

        var corrected = location.Correct(details);
        if (corrected.Error is { } refused)
        {
            Reject(place, refused.Code, refused.Message);
            return;
        }

        if (details.ParentId is { } above)
            AppendAbove(above);
        commit.Changes.Append(location, corrected.Value, job.DatasetVersion is { } version ? $"{Gazetteer.Key} {version}" : Again);
        _outcome.Updated++;
    }

    /// <summary>Records a place behind those that it lies in.</summary>
    private void Append(Guid id)
    {
        if (!_new.Remove(id, out var place))
            return;
        if (place.Details!.ParentId is { } parent)
            AppendAbove(parent);
        commit.Changes.Append(ResourceFactory.Empty(ResourceKind.Location, id), [new Created<LocationDetails>(place.Details)], reason: null);
    }

    private void AppendAbove(Guid parent)
    {
        Append(parent);
        run.Unborn.Record(parent, commit.Changes, recorded => run.AheadOfTheirRows.Add(recorded));
    }

    private void Reject(MappedPlace place, string code, string message) =>
        _outcome.Add(new RowFault(place.Number, null, code, message, place.ExternalId, Rejects: true));

    private async Task<List<MappedPlace>> FirstOfTheirIds()
    {
        var first = await FileRecords.Note(commit.Connection, job.Id, batch.Places.Select(place => place.ExternalId), cancellationToken);
        var kept = new List<MappedPlace>();
        foreach (var place in batch.Places)
        {
            if (first.Remove(place.ExternalId))
                kept.Add(place);
            else
                Reject(place, "duplicate-id", "An earlier row of the file has the same id; that one counts.");
        }

        return kept;
    }

    /// <returns>The locations that bear the ids of GeoNames, or the ids here that follow from those, by the ids of GeoNames.</returns>
    private async Task<Dictionary<string, Guid>> Known(List<MappedPlace> places)
    {
        var externalIds = places.DistinctBy(place => place.Id).ToDictionary(place => place.Id, place => place.ExternalId);
        await using var command = new NpgsqlCommand(
            """
            select id, substr(foreign_id, strpos(foreign_id, ':') + 1) from reference_version, unnest(foreign_ids) foreign_id
            where recorded_to is null and status = 'active' and kind = 'location' and foreign_ids && $2 and foreign_id = any($2)
            union all
            select id, null from reference_version where recorded_to is null and kind = 'location' and id = any($1)
            union all
            select stream_id, null from event where type = 'location.erased' and stream_id = any($1)
            """,
            commit.Connection)
        {
            Parameters = { new() { Value = externalIds.Keys.ToArray() }, new() { Value = places.Select(place => $"{Gazetteer.Key}:{place.ExternalId}").ToArray() } },
        };
        var known = new Dictionary<string, Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            known.TryAdd(rows.TextOrNull(1) ?? externalIds[rows.GetGuid(0)], rows.GetGuid(0));
        return known;
    }

    /// <returns>Each location as it stands, and as the gazetteer told it last; null where it never did.</returns>
    private async Task<Dictionary<Guid, (Resource<LocationDetails> Location, LocationDetails? Last)>> Stated(Guid[] ids)
    {
        var stated = new Dictionary<Guid, (Resource<LocationDetails> Location, LocationDetails? Last)>();
        await foreach (var logged in LogReader.Streams(commit.Connection, ids, commit.After, cancellationToken))
        {
            if (!stated.TryGetValue(logged.StreamId, out var location))
                location = (new Resource<LocationDetails> { Id = logged.StreamId }, null);
            location.Location.Apply(logged.Happening.Recorded);
            stated[logged.StreamId] = logged.Happening.Recorded.Event is IStatesDetails { Details: LocationDetails details } && IsOfGazetteer(logged.Happening.Recorded)
                ? location with { Last = details }
                : location;
        }

        return stated;
    }

    // The id of what a person records follows from no name, so that the first event under such an id is the gazetteer's.
    private static bool IsOfGazetteer(RecordedEvent recorded) =>
        recorded.Version == 1 || recorded.Reason is Again || recorded.Reason?.StartsWith($"{Gazetteer.Key} ", StringComparison.Ordinal) is true;

    /// <returns>The location and all that it lies in.</returns>
    private async Task<HashSet<Guid>> Above(Guid id)
    {
        if (_ancestors.TryGetValue(id, out var known))
            return known;
        var above = new HashSet<Guid>();
        for (Guid? at = id; at is { } current && above.Add(current);)
            at = (await commit.Changes.Load(ResourceKind.Location, current) as Resource<LocationDetails>)?.Details.ParentId;
        return _ancestors[id] = above;
    }

    private static string Json(LocationDetails details) => JsonSerializer.Serialize(details, JsonContract.Options);
}
