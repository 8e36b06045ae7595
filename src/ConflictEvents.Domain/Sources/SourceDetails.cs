using System.Text.Json.Serialization;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Sources;

/// <summary>What a source is.</summary>
public enum SourceKind
{
    Newspaper,
    NewsAgency,
    Broadcaster,
    Aggregator,
    Ministry,
    UnAgency,
    IntergovernmentalOrganisation,
    NonGovernmentalOrganisation,
    ArmedGroupMedia,
    SocialMedia,
    Dataset,
    Other,
}

/// <summary>Admiralty scale for a source (NATO AJP-2.1): how far the source as such can be relied on.</summary>
public enum Reliability
{
    /// <summary>Completely reliable.</summary>
    [JsonStringEnumMemberName("A")]
    A,

    /// <summary>Usually reliable.</summary>
    [JsonStringEnumMemberName("B")]
    B,

    /// <summary>Fairly reliable.</summary>
    [JsonStringEnumMemberName("C")]
    C,

    /// <summary>Not usually reliable.</summary>
    [JsonStringEnumMemberName("D")]
    D,

    /// <summary>Unreliable.</summary>
    [JsonStringEnumMemberName("E")]
    E,

    /// <summary>Cannot be judged.</summary>
    [JsonStringEnumMemberName("F")]
    F,
}

/// <summary>A publisher or body that is cited.</summary>
public record SourceDetails : IDetailsOfKind
{
    public static ResourceKind Kind => ResourceKind.Source;

    public required SourceKind Type { get; init; }

    /// <summary>Every name in use; the first is the one shown.</summary>
    public required IReadOnlyList<Name> Names { get; init; }

    /// <summary>What the names do not tell.</summary>
    public string? Description { get; init; }

    /// <summary>A to F; F, "cannot be judged", where nobody has judged it.</summary>
    public Reliability Reliability { get; init; } = Reliability.F;

    /// <summary>ISO 3166-1 alpha-2 code of the seat.</summary>
    public string? Country { get; init; }

    /// <summary>The belligerent or body it speaks for: its claims count as that actor's when a party to an incident is asked for.</summary>
    public Guid? AffiliatedActorId { get; init; }

    /// <summary>The source whose material it republishes; the two are never independent of each other.</summary>
    public Guid? SyndicatedFromId { get; init; }

    /// <summary>Absolute http or https address; null where none is known.</summary>
    public string? Url { get; init; }

    public IReadOnlyList<ForeignId> ForeignIds { get; init; } = [];

    public IDetailsOfKind Remains(IDetails first) => first is SourceDetails { AffiliatedActorId: var actor, SyndicatedFromId: var origin } ? new SourceDetails
    {
        Type = Type,
        Names = Name.AllErased,
        Reliability = Reliability,
        AffiliatedActorId = AffiliatedActorId == actor ? actor : null,
        SyndicatedFromId = SyndicatedFromId == origin ? origin : null,
    } : throw new ArgumentException("Are details of another kind.", nameof(first));

    public IEnumerable<Reference> References()
    {
        if (AffiliatedActorId is { } actor)
            yield return new Reference(ResourceKind.Actor, actor, "affiliatedActorId");
        if (SyndicatedFromId is { } source)
            yield return new Reference(ResourceKind.Source, source, "syndicatedFromId");
    }
}
