using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Tests.Samples;

/// <summary>Applies the steps of a sample to the resources of the domain alone, and refuses what the domain refuses.</summary>
internal sealed class SampleReplay
{
    private readonly Dictionary<(ResourceKind, Guid), Resource> _resources = [];

    public IEnumerable<Resource> Resources => _resources.Values;

    /// <summary>The ids of resources and claims that the steps chose.</summary>
    public List<Guid> ChosenIds { get; } = [];

    public void Apply(SampleStep step)
    {
        switch (step.Request.Split([' ', '/'], StringSplitOptions.RemoveEmptyEntries))
        {
            case ["POST", "v1", "actors"]:
                Create(new Actor { Id = IdOf<NewActor>(step) }, step.Read<NewActor>());
                break;
            case ["POST", "v1", "sources"]:
                Create(new Resource<SourceDetails> { Id = IdOf<NewSource>(step) }, step.Read<NewSource>());
                break;
            case ["POST", "v1", "documents"]:
                Create(new Resource<DocumentDetails> { Id = IdOf<NewDocument>(step) }, step.Read<NewDocument>());
                break;
            case ["POST", "v1", "locations"]:
                Create(new Resource<LocationDetails> { Id = IdOf<NewLocation>(step) }, step.Read<NewLocation>());
                break;
            case ["POST", "v1", "conflicts"]:
                Create(new Conflict { Id = IdOf<NewConflict>(step) }, step.Read<NewConflict>());
                break;
            case ["POST", "v1", "incidents"]:
                Create(new Incident { Id = IdOf<NewIncident>(step) }, step.Read<NewIncident>());
                break;
            case ["PUT", "v1", "actors", var id]:
                Correct<ActorDetails, ActorCorrection>(id, step);
                break;
            case ["PUT", "v1", "incidents", var id]:
                Correct<IncidentDetails, IncidentCorrection>(id, step);
                break;
            case ["POST", "v1", "conflicts", var id, "claims"]:
                var added = step.Read<AddedClaim>();
                AddClaims(Find(ResourceKind.Conflict, id), [added], added.Reason);
                break;
            case ["POST", "v1", "conflicts", var id, "claims", var claim, "rank"]:
                var ranking = step.Read<Ranking>();
                var ranked = (Conflict)Find(ResourceKind.Conflict, id);
                Change(ranked, ranked.Claims.Rank(Guid.Parse(claim), ranking.Rank), ranking.Reason);
                break;
            case ["POST", "v1", "incidents", var id, "verification"]:
                var verification = step.Read<Verification>();
                var verified = (Incident)Find(ResourceKind.Incident, id);
                Change(verified, verified.Verify(verification), verification.Rationale);
                break;
            default:
                throw new NotSupportedException($"No such request in the API: {step.Request}");
        }
    }

    public IEnumerable<Reference> Dangling(Resource resource) =>
        resource.References().Where(reference => !_resources.ContainsKey((reference.Kind, reference.Id)));

    private void Create<TDetails>(Resource<TDetails> resource, TDetails details)
        where TDetails : class, IDetailsOfKind
    {
        _resources.Add((resource.Kind, resource.Id), resource);
        Change(resource, new DomainEvent[] { new Created<TDetails>(details) }, null);
        if (details is IHasNewClaims { Claims: var claims })
            AddClaims(resource, claims, null);
        Check(resource);
    }

    private void Correct<TDetails, TCorrection>(string id, SampleStep step)
        where TDetails : class, IDetailsOfKind
        where TCorrection : TDetails, ICorrection
    {
        var resource = (Resource<TDetails>)Find(TDetails.Kind, id);
        if (step.IfMatch != resource.Version)
            throw new InvalidOperationException($"{step.Request} expects version {step.IfMatch}, but it is {resource.Version}.");
        var correction = step.Read<TCorrection>();
        Change(resource, resource.Correct(correction), correction.Reason);
        Check(resource);
    }

    private void AddClaims(Resource resource, IReadOnlyList<CasualtyClaim> claims, string? reason)
    {
        ChosenIds.AddRange(claims.Select(claim => claim.Id));
        Change(resource, ((IHoldsClaims)resource).Claims.Add(claims, "claims"), reason);
        Check(resource);
    }

    private static void Change(Resource resource, Result<IReadOnlyList<DomainEvent>> decided, string? reason)
    {
        if (decided.Error is { } error)
            throw new InvalidOperationException($"{error.Code}: {error.Message} {string.Join(", ", error.Fields)}");
        foreach (var happened in decided.Value)
            resource.Apply(new RecordedEvent(happened, resource.Version + 1, DateTimeOffset.UnixEpoch, "test", reason));
    }

    private void Check(Resource resource)
    {
        if (Dangling(resource).ToList() is { Count: > 0 } dangling)
            throw new InvalidOperationException($"{resource.Kind} {resource.Id} mentions what is not there yet: {string.Join(", ", dangling)}");
    }

    private Guid IdOf<T>(SampleStep step)
        where T : INewResource
    {
        var id = step.Read<T>().Id ?? throw new InvalidOperationException($"{step.Request} leaves the id to the service.");
        ChosenIds.Add(id);
        return id;
    }

    private Resource Find(ResourceKind kind, string id) => _resources[(kind, Guid.Parse(id))];

    private sealed record Ranking
    {
        public required ClaimRank Rank { get; init; }

        public required string Reason { get; init; }
    }

    private sealed record AddedClaim : CasualtyClaim
    {
        public string? Reason { get; init; }
    }
}
