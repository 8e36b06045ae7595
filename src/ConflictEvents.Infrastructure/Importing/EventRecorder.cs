using System.Text.Json;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>
/// Records the events of one batch in a commit, and tells what became of each line. An event goes in where it is the next of its resource
/// and would be decided here too; one that is recorded already changes nothing.
/// </summary>
internal sealed class EventRecorder(ImportJob job, EventBatch batch, Commit commit, CancellationToken cancellationToken)
{
    private readonly BatchOutcome _outcome = new(job, batch.Faults);
    private readonly Dictionary<Guid, Resource> _resources = [];
    private EventHistories _histories = null!;

    public async Task<BatchOutcome> Record()
    {
        _histories = await EventHistories.Load(commit.Connection, batch.Events, cancellationToken);
        var grown = batch.Events.Where(read => read.Line.Version > _histories.VersionOf(read.Line.Id)).Select(read => read.Line.Id).ToHashSet();
        foreach (var resource in await LogReader.Fold(commit.Connection, grown, commit.After, cancellationToken))
            _resources.Add(resource.Id, resource);
        for (var at = 0; at < batch.Events.Count; at++)
        {
            if (ClaimsFrom(at) is { Count: > 1 } together && AddTogether(together))
                at += together.Count - 1;
            else
                await Record(batch.Events[at]);
        }

        await _outcome.Tell(commit.Connection, batch.Rows, batch.BytesRead, cancellationToken);
        return _outcome;
    }

    /// <returns>The claims that one commit added, where the first of them is the next event of its resource; else none.</returns>
    private List<ReadEvent> ClaimsFrom(int at)
    {
        var first = batch.Events[at].Line;
        return first.Version != _histories.VersionOf(first.Id) + 1 ? [] : batch.Events.Skip(at)
            .TakeWhile((read, i) => read.Event is ClaimAdded && (read.Line.Id, read.Line.RecordedAt, read.Line.Version) == (first.Id, first.RecordedAt, first.Version + i))
            .ToList();
    }

    /// <summary>Claims that were decided together may fit together only: a part stated anew with its whole need not fit the whole before.</summary>
    /// <returns>False where they may not happen; then each is looked at by itself, for what is wrong with which.</returns>
    private bool AddTogether(List<ReadEvent> claims)
    {
        if (_resources.GetValueOrDefault(claims[0].Line.Id) is not { } resource || resource is not IHoldsClaims holder)
            return false;
        if (claims.Exists(read => read.Line.Kind != resource.Kind || Missing(resource, read).Count > 0))
            return false;
        if (holder.AddClaims([.. claims.Select(read => ((ClaimAdded)read.Event).Claim)], path: "").Error is not null)
            return false;
        claims.ForEach(read => Append(resource, read));
        return true;
    }

    private async Task Record(ReadEvent read)
    {
        var (line, version) = (read.Line, _histories.VersionOf(read.Line.Id));

        // It stands for all versions that the other log had; here it is the first and the last one.
        if (read.Event is IErasure)
        {
            if (version > 0 && await commit.Changes.Load(line.Kind, line.Id) is { Status: ResourceStatus.Erased })
            {
                _outcome.Unchanged++;
                return;
            }
        }
        else if (line.Version <= version)
        {
            if (_histories.Holds(read))
                _outcome.Unchanged++;
            else if (!_histories.IsOfKind(read))
                Reject(read, ResourceErrors.Exists(line.Kind, line.Id));
            else if (line.Version == 1)
                Reject(read, new Error(ErrorKind.Conflict, "id-taken", $"Here {line.Id} is something else: it did not begin as the file has it."));
            else
                Reject(read, new Error(ErrorKind.Conflict, "diverged", $"Here version {line.Version} of {line.Id} is another event: the two logs have gone different ways."));
            return;
        }

        if (read.Event is not IErasure && line.Version > version + 1)
        {
            Reject(read, new Error(ErrorKind.Conflict, "gap", version == 0
                ? $"Nothing is recorded here of {line.Id}, of which this is version {line.Version}."
                : $"Version {line.Version} cannot follow version {version}, which is the last here of {line.Id}."));
            return;
        }

        var resource = _resources.GetValueOrDefault(line.Id) ?? (version > 0 ? await commit.Changes.Load(line.Kind, line.Id) : null) ?? ResourceFactory.Empty(line.Kind, line.Id);
        if (await Refusal(resource, read) is { } refused)
        {
            Reject(read, refused);
            return;
        }

        Append(resource, read);
    }

    private void Append(Resource resource, ReadEvent read)
    {
        commit.Changes.Append(resource, [read.Event], read.Line.Reason);
        _resources[resource.Id] = resource;
        _histories.Add(read);
        if (resource.Version == 1)
            _outcome.Created++;
        else
            _outcome.Updated++;
    }

    private void Reject(ReadEvent read, Error error) => _outcome.Add(RowFault.Of(error, read.Number, $"{read.Line.Type} {read.Line.Id}"));

    /// <returns>Why the event cannot happen here; null when it can.</returns>
    private async Task<Error?> Refusal(Resource resource, ReadEvent read)
    {
        if (resource.Kind != read.Line.Kind)
            return ResourceErrors.Exists(read.Line.Kind, resource.Id);
        var decided = resource.Decide(read.Event);
        if (decided.Error is { } refused)
            return refused with { Fields = [.. refused.Fields.Select(field => field with { Path = $"{(read.Event is ClaimAdded ? "body.claim" : "body")}.{field.Path}" })] };
        if (decided.Value is not [var happens] || happens != read.Event)
            return new Error(ErrorKind.Invalid, "nothing-new", "The event changes nothing of what stands before it.");
        if (Missing(resource, read) is { Count: > 0 } missing)
            return new Error(ErrorKind.Invalid, "unknown-reference", "The event mentions what is not recorded here.") { Fields = missing };
        if (await OtherSays(resource, read.Event) is false)
            return new Error(ErrorKind.Conflict, "other-merge", "What the event takes over or gives back is not what the other resource holds here, or the other one tells of no such merge.");
        if (read.Event is IStatesDetails { Details: var details } && await Cycle(resource, details) is { } path)
            return ResourceErrors.Cycle($"body.details.{path}");
        return read.Event is Imported { Origin: var origin } && _histories.OtherOf(origin, resource.Id) is { } other
            ? new Error(ErrorKind.Conflict, "other-record", $"The record {origin.ExternalId} of {origin.Dataset} is the incident {other} here.")
            : null;
    }

    /// <summary>A merge is told by both, the one that gives way first; and what it brings is what it holds, whenever that was recorded there.</summary>
    /// <returns>Null for an event that is no other half of a merge.</returns>
    private async Task<bool?> OtherSays(Resource resource, DomainEvent happened)
    {
        return happened switch
        {
            Absorbed<MovedIncident> absorbed => await Other(absorbed.From) is Incident other && other.MergedInto == resource.Id && Json(other.Moved()) == Json(absorbed.Moved),
            Absorbed<MovedActor> absorbed => await Other(absorbed.From) is Actor other && other.MergedInto == resource.Id && Text(other.Moved()) == Text(absorbed.Moved),
            Released released => await Other(released.To) is { } other && other.MergedInto != resource.Id,
            _ => null,
        };

        async Task<Resource?> Other(Guid id) => _resources.GetValueOrDefault(id) ?? await commit.Changes.Load(resource.Kind, id);

        static string Json(MovedIncident moved) => Text(moved with { Claims = [.. moved.Claims.Select(entry => entry with { RecordedAt = default, RecordedBy = "" })] });

        static string Text<T>(T moved) => JsonSerializer.Serialize(moved, JsonContract.Options);
    }

    /// <summary>What stood before may go on standing; what is new must be there, retracted or not: the other log knew it while it stood.</summary>
    private List<FieldError> Missing(Resource resource, ReadEvent read)
    {
        var known = read.Event is IStatesDetails && resource.Version > 0 ? resource.References().Select(reference => (reference.Kind, reference.Id)).ToHashSet() : [];
        return read.References()
            .Where(reference => (reference.Kind, reference.Id) != (resource.Kind, resource.Id) && !known.Contains((reference.Kind, reference.Id)) && !_histories.Has(reference))
            .Select(reference => new FieldError(reference.Path, $"There is no {EventTypes.NameOf(reference.Kind)} {reference.Id} here, nor further up in the file."))
            .ToList();
    }

    private async Task<string?> Cycle(Resource resource, IDetails details) => Ancestry.Above(details) switch
    {
        { Id: null } => null,

        // What is new stands above nothing yet.
        var (path, _, above) when resource.Version == 0 => above == resource.Id ? path : null,
        _ => await Ancestry.Cycle(commit.Changes, resource.Id, details),
    };
}
