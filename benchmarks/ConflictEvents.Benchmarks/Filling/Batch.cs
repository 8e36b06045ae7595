using System.Security.Cryptography;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Benchmarks.Generating;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Benchmarks.Filling;

/// <summary>
/// One or more commits with the rows they lead to, made without knowing where in the log they will stand: positions count from 1 until
/// <see cref="Place"/> says where the batch begins.
/// </summary>
internal sealed class Batch(Random random)
{
    private const string Author = "generator";
    private const string Request = "fill";

    private readonly List<(LogEntry Entry, byte[] Body)> _drafts = [];
    private readonly List<(IncidentRow Row, long Position)> _incidents = [];
    private readonly List<(ReferenceRow Row, long Position)> _references = [];
    private readonly List<(Guid Id, long Position)> _ended = [];
    private readonly List<((Trace Trace, ReferenceBook Book) What, long Position)> _traces = [];
    private readonly List<byte[]> _hashes = [];
    private Trail _trail = new();
    private DateTimeOffset _now;
    private long _before;

    public int Events => _drafts.Count;

    public int Rows => _incidents.Count + _references.Count;

    public IEnumerable<(LogEntry Entry, byte[] Hash, byte[] Body)> Log =>
        _drafts.Select((draft, i) => (draft.Entry with { Position = draft.Entry.Position + _before }, _hashes[i], draft.Body));

    public IEnumerable<(IncidentRow Row, long Position)> Incidents => Placed(_incidents);

    public IEnumerable<(ParticipationRow Row, long Position)> Participations => Incidents.SelectMany(row => row.Row.Participations, (row, part) => (part, row.Position));

    public IEnumerable<(ReferenceRow Row, long Position)> References => Placed(_references);

    public IEnumerable<(NameRow Row, long Position)> Names => References.SelectMany(row => row.Row.Names, (row, name) => (name, row.Position));

    /// <summary>Rendered as they are asked for: they tell their positions.</summary>
    public IEnumerable<(ChangeRow Row, long Position)> Changes => Placed(_traces).Select(placed =>
    {
        var ((trace, book), position) = placed;
        var happening = trace.Happening with { Position = trace.Happening.Position + _before };
        return (ChangeRow.Render(trace with { Happening = happening }, book), position);
    });

    /// <summary>Incidents whose first row was replaced, and by which position.</summary>
    public IReadOnlyList<(Guid Id, long Position)> Ended => [.. Placed(_ended)];

    /// <summary>The rows of the incidents that stand at the end of the batch: neither replaced nor retracted.</summary>
    public IEnumerable<IncidentRow> Standing => _incidents
        .GroupBy(one => one.Row.Incident.Id, one => one.Row)
        .Select(rows => rows.Last())
        .Where(row => row.Incident.Status is ResourceStatus.Active);

    /// <summary>Begins a commit; commits of one batch follow each other in time.</summary>
    public void Begin(DateTimeOffset now) => (_now, _trail) = (now, new Trail());

    /// <summary>As a command does: the events are recorded and applied.</summary>
    public void Append(Resource resource, IReadOnlyList<DomainEvent> events, string? reason = null)
    {
        foreach (var domainEvent in events)
        {
            var body = EventTypes.Write(domainEvent);
            var entry = new LogEntry(
                _drafts.Count + 1,
                SeededIds.Next(random, _now),
                EventTypes.NameOf(resource.Kind),
                resource.Id,
                resource.Version + 1,
                EventTypes.NameOf(resource.Kind, domainEvent),
                EventTypes.SchemaVersion,
                _now,
                Author,
                reason,
                Request,
                SHA256.HashData(body));
            _drafts.Add((entry, body));
            _trail.Apply(resource, new Happening(entry.Position, entry.EventId, entry.Type, new RecordedEvent(domainEvent, entry.Version, _now, Author, reason)));
        }
    }

    /// <summary>Ends the commit: what it changed is rendered as the projector renders it.</summary>
    /// <param name="changed">Must not be changed any more afterwards; a later commit loads them anew.</param>
    public void Commit(IEnumerable<Resource> changed, ReferenceBook book, NameForms forms)
    {
        foreach (var resource in changed)
        {
            var row = Row.Of(resource, rendering: 1, book, forms);
            if (row is IncidentRow incident)
                _incidents.Add((incident, Events));
            else
                _references.Add(((ReferenceRow)row, Events));
        }

        _traces.AddRange(_trail.Traces.Select(trace => ((trace, book), (long)Events)));
    }

    public void End(Guid incident) => _ended.Add((incident, Events));

    /// <returns>The resource as its events in this batch made it, to be changed by another commit.</returns>
    public Resource Load(Resource resource)
    {
        var again = ResourceFactory.Empty(resource.Kind, resource.Id);
        foreach (var (entry, body) in _drafts.Where(draft => draft.Entry.StreamId == resource.Id))
            again.Apply(new RecordedEvent(EventTypes.Read(entry.Type, entry.SchemaVersion, System.Text.Encoding.UTF8.GetString(body)), entry.Version, entry.RecordedAt, entry.RecordedBy, entry.Reason));
        return again;
    }

    /// <summary>Continues the chain of hashes behind the batch before.</summary>
    /// <returns>Where the log ends with this batch.</returns>
    public LogHead Place(LogHead head)
    {
        _before = head.Position;
        var hash = head.Hash;
        foreach (var (entry, _) in _drafts)
        {
            hash = (entry with { Position = entry.Position + _before }).HashAfter(hash);
            _hashes.Add(hash);
        }

        return _drafts.Count == 0 ? head : head with { Position = _before + Events, Hash = hash, RecordedAt = _drafts[^1].Entry.RecordedAt };
    }

    private IEnumerable<(T, long)> Placed<T>(List<(T What, long Position)> drafts) => drafts.Select(draft => (draft.What, draft.Position + _before));
}
