using System.Collections.Concurrent;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Benchmarks.Generating;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Benchmarks.Filling;

/// <summary>
/// Makes the batches of one fill; any of them at any time, so that several can be made at once. Batches of later versions come behind all the
/// others, and each when the one that made the version before has been copied.
/// </summary>
internal sealed class BatchMaker
{
    private const int Incidents = 500;
    private const int References = 2_000;

    // One in so many incidents is recorded wrongly at first.
    private const int Sound = 25;

    private readonly int _seed;
    private readonly int _incidents;
    private readonly World _world;
    private readonly IncidentMaker _maker;
    private readonly ReferenceBook _book;
    private readonly NameForms _forms = new();
    private readonly (Guid Id, IDetails Details)[][] _references;
    private readonly int _versions;

    // The incidents of each batch as they stand, where there will be more versions of them.
    private readonly ConcurrentDictionary<int, IReadOnlyList<(Incident Incident, CountryEntry Country)>> _standing = [];

    /// <param name="versions">Of each incident, or one more of those that are mended.</param>
    public BatchMaker(int incidents, int versions, int seed)
    {
        (_incidents, _versions, _seed) = (incidents, versions, seed);
        _world = new World(seed, WorldSize.For(incidents), Timeline.RecordedAt(0));
        _maker = new IncidentMaker(_world, new Vocabulary());
        _book = new ReferenceBook(_world.Entries.ToDictionary(entry => entry.Id, entry => entry.Details));
        _references = [.. _world.Entries.Chunk(References)];
    }

    public int Count => _references.Length + (PerVersion * _versions);

    private int PerVersion => (_incidents + Incidents - 1) / Incidents;

    /// <returns>The batch that must have been copied before one is made; null where none must.</returns>
    public int? Before(int number) => number < _references.Length + PerVersion ? null : number - PerVersion;

    public Batch Make(int number)
    {
        var random = new Random(HashCode(number));
        var batch = new Batch(random);
        if (number < _references.Length)
            AddReferences(batch, number);
        else if (Before(number) is { } before)
            AddVersions(batch, random, number, before);
        else
            AddIncidents(batch, random, number, (number - _references.Length) * Incidents);
        return batch;
    }

    private void AddReferences(Batch batch, int number)
    {
        batch.Begin(TimeOf(number, 0));
        var resources = new List<Resource>();
        foreach (var (id, details) in _references[number])
        {
            var (kind, created) = Created(details);
            var resource = ResourceFactory.Empty(kind, id);
            batch.Append(resource, [created]);
            resources.Add(resource);
        }

        batch.Commit(resources, _book, _forms);
    }

    private void AddIncidents(Batch batch, Random random, int number, int first)
    {
        var share = (double)first / _incidents;
        var time = TimeOf(number, share);
        batch.Begin(time);
        var recorded = new List<(Incident Incident, CountryEntry Country)>(Incidents);
        for (var i = first; i < Math.Min(first + Incidents, _incidents); i++)
        {
            var details = _maker.Details(random, share, i, out var country);
            var incident = new Incident { Id = SeededIds.Next(random, time) };
            batch.Append(incident, [new Created<IncidentDetails>(details)]);
            batch.Append(incident, incident.AddClaims(IncidentMaker.Claims(random, details, country, time), "claims").Value);
            recorded.Add((incident, country));
        }

        batch.Commit(recorded.Select(one => one.Incident), _book, _forms);
        var mended = Mend(batch, random, [.. recorded.Select(one => one.Incident).Where(_ => random.Next(Sound) == 0)], time.AddTicks(TimeSpan.TicksPerMillisecond / 2));
        if (_versions > 1)
            _standing[number] = [.. recorded.Select(one => (mended.FirstOrDefault(incident => incident.Id == one.Incident.Id) ?? one.Incident, one.Country))];
    }

    /// <summary>Corrects every incident of an earlier batch that is not retracted, or adds claims to it.</summary>
    private void AddVersions(Batch batch, Random random, int number, int before)
    {
        _standing.TryRemove(before, out var standing);
        var active = standing!.Where(one => one.Incident.Status is ResourceStatus.Active).ToList();
        var version = (number - _references.Length) / PerVersion;
        var time = TimeOf(number, 1);
        batch.Begin(time);
        foreach (var (incident, country) in active)
        {
            var claims = version % 3 == 0 ? IncidentMaker.Claims(random, incident.Details, country, time) : [];
            if (claims.Count > 0)
                batch.Append(incident, incident.AddClaims(claims, "claims").Value, "Others state it otherwise.");
            else
                batch.Append(incident, incident.Correct(incident.Details with { Title = $"{incident.Details.Title.Split(", revised")[0]}, revised {version}" }).Value, "A later report says more.");
        }

        batch.Commit(active.Select(one => one.Incident), _book, _forms);
        foreach (var (incident, _) in active)
            batch.End(incident.Id);
        _standing[number] = standing!;
    }

    /// <summary>Corrects, verifies or retracts what was recorded, in a commit of its own.</summary>
    private List<Incident> Mend(Batch batch, Random random, IReadOnlyList<Incident> recorded, DateTimeOffset time)
    {
        batch.Begin(time);
        var mended = recorded.Select(incident => (Incident)batch.Load(incident)).ToList();
        foreach (var incident in mended)
        {
            switch (random.Next(4))
            {
                case 0:
                    batch.Append(incident, incident.Retract().Value, "Reported twice.");
                    break;
                case 1:
                    batch.Append(incident, incident.Verify(new Verification(VerificationStatus.Corroborated, "Two sources agree.")).Value, "Two sources agree.");
                    break;
                default:
                    batch.Append(incident, incident.Correct(incident.Details with { Title = $"{incident.Details.Title}, corrected" }).Value, "A later report names it so.");
                    break;
            }
        }

        batch.Commit(mended, _book, _forms);
        foreach (var incident in mended)
            batch.End(incident.Id);
        return mended;
    }

    // No two commits share their time: the number of the batch tells those of one day apart.
    private static DateTimeOffset TimeOf(int number, double share) => Timeline.RecordedAt(share).AddTicks(number * TimeSpan.TicksPerMillisecond);

    private static (ResourceKind Kind, DomainEvent Event) Created(IDetails details) => details switch
    {
        ActorDetails it => (ResourceKind.Actor, new Created<ActorDetails>(it)),
        LocationDetails it => (ResourceKind.Location, new Created<LocationDetails>(it)),
        SourceDetails it => (ResourceKind.Source, new Created<SourceDetails>(it)),
        DocumentDetails it => (ResourceKind.Document, new Created<DocumentDetails>(it)),
        ConflictDetails it => (ResourceKind.Conflict, new Created<ConflictDetails>(it)),
        _ => throw new ArgumentOutOfRangeException(nameof(details), details, null),
    };

    private int HashCode(int number) => unchecked((_seed * 1_000_003) ^ (number * 486_187_739));
}
