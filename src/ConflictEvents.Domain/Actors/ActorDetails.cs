using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Actors;

/// <summary>What an actor is; the ACLED <c>inter</c> codes 1-8 map on to it.</summary>
public enum ActorKind
{
    StateForce,
    RebelGroup,
    PoliticalMilitia,
    IdentityMilitia,
    Rioters,
    Protesters,
    Civilians,
    ExternalForce,
    Government,
    Organisation,
    Leader,
}

/// <summary>How an actor stands to another; read from the actor that holds the relation to the one it names.</summary>
public enum RelationKind
{
    /// <summary>It is a unit, branch or member of the other.</summary>
    PartOf,
    LedBy,

    /// <summary>They fight or act on the same side.</summary>
    AlliedWith,

    /// <summary>The other gives it support: arms, money, recognition.</summary>
    BackedBy,
    Opposes,
}

/// <summary>An armed group, state force, militia, organisation, leader or civilian group.</summary>
public record ActorDetails : IDetailsOfKind
{
    public static ResourceKind Kind => ResourceKind.Actor;

    public required ActorKind Type { get; init; }

    /// <summary>Every name in use; the first is the one shown.</summary>
    public required IReadOnlyList<Name> Names { get; init; }

    /// <summary>What the names do not tell, in one or two sentences.</summary>
    public string? Description { get; init; }

    /// <summary>ISO 3166-1 alpha-2 code of the country it mainly acts in.</summary>
    public string? Country { get; init; }

    public IReadOnlyList<Relation> Relations { get; init; } = [];

    public IReadOnlyList<ForeignId> ForeignIds { get; init; } = [];

    public IDetailsOfKind Remains(IDetails first) => new ActorDetails
    {
        Type = Type,
        Names = Name.AllErased,
        Relations = [.. Superiors.Intersect(((ActorDetails)first).Superiors).Select(id => new Relation { Kind = RelationKind.PartOf, ActorId = id, Citations = [] })],
    };

    private IEnumerable<Guid> Superiors => Relations.Where(relation => relation.Kind is RelationKind.PartOf).Select(relation => relation.ActorId);

    public IEnumerable<Reference> References() => Relations.SelectMany((relation, i) => relation.References($"relations[{i}]"));
}

/// <summary>A relation of the actor to another one, as somebody states it.</summary>
public sealed record Relation
{
    /// <summary>Read from this actor to the other: this actor is <c>part_of</c>, <c>led_by</c>, ... the other.</summary>
    public required RelationKind Kind { get; init; }

    /// <summary>The other actor.</summary>
    public required Guid ActorId { get; init; }

    /// <summary>First day it held, inclusive; null where unknown.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day it held, inclusive; null while it holds or where unknown.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Who asserts it; empty when the cited document says so in its own voice.</summary>
    public IReadOnlyList<Claimant> AssertedBy { get; init; } = [];

    /// <summary>Where it is published; at least one.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    internal IEnumerable<Reference> References(string path) =>
        AssertedBy.SelectMany((claimant, i) => claimant.References($"{path}.assertedBy[{i}]"))
            .Prepend(new Reference(ResourceKind.Actor, ActorId, $"{path}.actorId"))
            .Concat(Citations.SelectMany((citation, i) => citation.References($"{path}.citations[{i}]")));
}
