using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Actors;

public sealed class Actor : Resource<ActorDetails>, IMergeable
{
    /// <summary>What is merged into it.</summary>
    public Absorptions<MovedActor> Absorbed { get; } = new();

    /// <summary>
    /// The details with the names, relations and foreign ids of what is merged into it. No second name is the official one: what was that of
    /// another is an alias.
    /// </summary>
    public override ActorDetails United => Absorbed.Standing.Count == 0 ? Details : Details with
    {
        Names = [.. Brought.SelectMany(moved => moved.Names).Aggregate(
            Details.Names.ToList(), (united, name) => united.Exists(own => IsSame(own, name)) ? united : [.. united, AsAlias(name)])],
        Relations = [.. Details.Relations, .. Brought.SelectMany(moved => moved.Relations)],
        ForeignIds = [.. Details.ForeignIds.Union(Brought.SelectMany(moved => moved.ForeignIds))],
    };

    public IEnumerable<Guid> MergedFrom => Absorbed.Standing.Select(absorbed => absorbed.From);

    private IEnumerable<MovedActor> Brought => Absorbed.Standing.Select(absorbed => absorbed.Moved);

    public override IEnumerable<Reference> References() => United.References();

    /// <summary>What came with a merge stays what it is: a correction that repeats it does not make it the actor's own.</summary>
    public override Result<IReadOnlyList<DomainEvent>> Correct(ActorDetails details) => base.Correct(Own(details));

    public Result<IReadOnlyList<DomainEvent>> Absorb(Resource other) => Absorb(other.Id, ((Actor)other).Moved());

    public Result<IReadOnlyList<DomainEvent>> Release(Guid other) =>
        MergedInto is { } survivor ? MergeErrors.Merged(Kind, Id, survivor)
        : Absorbed.Of(other) is null ? Array.Empty<DomainEvent>()
        : new DomainEvent[] { new Released(other) };

    public IReadOnlyList<(DomainEvent Event, string? Reason)> DecidedFor(Guid other) => [];

    /// <summary>What it brings into another one that it is merged into.</summary>
    public MovedActor Moved() => new() { Names = United.Names, Relations = United.Relations, ForeignIds = United.ForeignIds };

    public override Result<IReadOnlyList<DomainEvent>> Decide(DomainEvent wanted) => wanted switch
    {
        Absorbed<MovedActor> { From: var other, Moved: var moved } when Version > 0 => Absorb(other, moved),
        Released { To: var other } when Version > 0 => Release(other),
        _ => base.Decide(wanted),
    };

    protected override void Change(RecordedEvent recorded)
    {
        if (Absorbed.Apply(recorded.Event))
            KeepRemains(recorded.Version);
        else
            base.Change(recorded);
    }

    private Result<IReadOnlyList<DomainEvent>> Absorb(Guid other, MovedActor moved) => Active().Then<IReadOnlyList<DomainEvent>>(_ =>
        other == Id ? MergeErrors.Itself("into")
        : Absorbed.Of(other) is not null ? MergeErrors.Absorbed(Id, other)
        : new DomainEvent[] { new Absorbed<MovedActor>(other, moved) });

    private ActorDetails Own(ActorDetails details)
    {
        if (Absorbed.Standing.Count == 0)
            return details;
        var names = details.Names.Where(name => Details.Names.Any(own => IsSame(own, name)) || !Brought.SelectMany(moved => moved.Names).Any(brought => IsSame(brought, name))).ToList();
        var relations = details.Relations.Where(relation => Details.Relations.Any(own => IsSame(own, relation)) || !Brought.SelectMany(moved => moved.Relations).Any(brought => IsSame(brought, relation))).ToList();
        var foreignIds = details.ForeignIds.Where(id => Details.ForeignIds.Contains(id) || !Brought.SelectMany(moved => moved.ForeignIds).Contains(id)).ToList();
        return (names.Count, relations.Count, foreignIds.Count) == (details.Names.Count, details.Relations.Count, details.ForeignIds.Count)
            ? details
            : details with { Names = names.Count > 0 ? names : details.Names, Relations = relations, ForeignIds = foreignIds };
    }

    private static Name AsAlias(Name name) => name.Kind is NameKind.Official ? name with { Kind = NameKind.Alias } : name;

    private static bool IsSame(Name one, Name other) => (one.Text, one.Language) == (other.Text, other.Language);

    private static bool IsSame(Relation one, Relation other) => (one.Kind, one.ActorId, one.From, one.To) == (other.Kind, other.ActorId, other.From, other.To);
}
