using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Casualties;

/// <summary>What is counted. A casualty is a person killed or injured.</summary>
public enum Measure
{
    Killed,
    Injured,

    /// <summary>One figure for both together; it bounds each of them from above only.</summary>
    KilledOrInjured,
    Missing,
    Detained,
    Displaced,
    Evacuated,
}

/// <summary>How a stated number is meant.</summary>
public enum Qualifier
{
    Exactly,
    AtLeast,
    MoreThan,
    AtMost,
    FewerThan,
    About,
}

/// <summary>Whom a figure counts.</summary>
public enum VictimGroup
{
    /// <summary>Everybody.</summary>
    All,
    Civilians,

    /// <summary>Members of state forces or armed groups.</summary>
    Combatants,

    /// <summary>The claimant does not say whom.</summary>
    Unknown,
}

/// <summary>The age of the victims, where a figure counts one age group only.</summary>
public enum AgeGroup
{
    Children,
    Adults,
    Elderly,
}

/// <summary>The sex of the victims, where a figure counts one only.</summary>
public enum Sex
{
    Female,
    Male,
}

/// <summary>What a figure is the figure of.</summary>
public enum ClaimBasis
{
    /// <summary>The figure counts the victims of one incident.</summary>
    Incident,

    /// <summary>The figure is a running total of a conflict.</summary>
    Cumulative,
}

/// <summary>Whether a figure of people on the move counts those away from home at a moment, or those who left during a period (IDMC).</summary>
public enum StockOrFlow
{
    NotStated,
    Stock,
    Flow,
}

/// <summary>An editor's preference among claims (Wikidata's three ranks).</summary>
public enum ClaimRank
{
    Normal,

    /// <summary>Decides the best figure whatever else is claimed.</summary>
    Preferred,

    /// <summary>Known to be wrong or of no use; kept, and left out of every estimate.</summary>
    Deprecated,
}

/// <summary>
/// One figure, as one claimant states it. Immutable: it is corrected by a new claim that supersedes it, or retracted with a reason.
/// Exactly one form of figure is given: <c>number</c> with <c>qualifier</c>; or <c>low</c> and <c>high</c>, with or without <c>best</c>;
/// or <c>wording</c>, to which an editor may add the <c>low</c> that the words allow. What is not stated is null, never 0.
/// </summary>
public record CasualtyClaim
{
    /// <summary>Given by the service when left out.</summary>
    public Guid Id { get; init; }

    public required Measure Measure { get; init; }

    /// <summary>The number stated; people.</summary>
    public int? Number { get; init; }

    /// <summary>How the number is meant; <c>exactly</c> when left out.</summary>
    public Qualifier? Qualifier { get; init; }

    /// <summary>The low end of a stated range, inclusive.</summary>
    public int? Low { get; init; }

    /// <summary>The figure the claimant holds most likely within its range.</summary>
    public int? Best { get; init; }

    /// <summary>The high end of a stated range, inclusive.</summary>
    public int? High { get; init; }

    /// <summary>The words of a claimant who gives no number ("dozens").</summary>
    public string? Wording { get; init; }

    public VictimGroup Victims { get; init; }

    /// <summary>The actor whose members or adherents the victims were.</summary>
    public Guid? VictimsActorId { get; init; }

    public AgeGroup? AgeGroup { get; init; }

    public Sex? Sex { get; init; }

    /// <summary>The claim, on the same resource, whose figure includes this one ("including 7 civilians").</summary>
    public Guid? SubsetOf { get; init; }

    public ClaimBasis Basis { get; init; }

    /// <summary>First day a cumulative figure counts, inclusive; null where it counts from the start of the conflict.</summary>
    public DateOnly? PeriodStart { get; init; }

    /// <summary>Last day a cumulative figure counts, inclusive; null where the day it was stated is meant.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The narrower area that a cumulative figure is limited to, as the claimant names it; null where it means the whole conflict.</summary>
    public string? Area { get; init; }

    /// <summary>For displaced and evacuated people.</summary>
    public StockOrFlow StockOrFlow { get; init; }

    /// <summary>ISO 3166-1 alpha-2 codes of the countries that evacuated people were taken to.</summary>
    public IReadOnlyList<string> Destinations { get; init; } = [];

    /// <summary>Who states the figure; not the publisher that prints it.</summary>
    public required Claimant Claimant { get; init; }

    /// <summary>Through whom it reached the cited documents, from the claimant outwards.</summary>
    public IReadOnlyList<Claimant> RelayedVia { get; init; } = [];

    /// <summary>The day the claimant stated it; null where unknown.</summary>
    public DateOnly? StatedOn { get; init; }

    /// <summary>The words in which the document dates it ("on Saturday"); null where it gives a date.</summary>
    public string? StatedWording { get; init; }

    /// <summary>True when a date given here was worked out rather than read off the document.</summary>
    public bool DateInferred { get; init; }

    /// <summary>Admiralty scale for information, 1 (confirmed) to 6 (truth cannot be judged); null where nobody has judged it.</summary>
    public int? Credibility { get; init; }

    public ClaimRank Rank { get; init; }

    /// <summary>Why an editor ranked it so; given unless the rank is normal.</summary>
    public string? RankReason { get; init; }

    /// <summary>The claim, on the same resource, that this one corrects.</summary>
    public Guid? Supersedes { get; init; }

    /// <summary>What a reader of the figure should know.</summary>
    public string? Note { get; init; }

    /// <summary>Where it is published; at least one. A repeat in another document is another citation, not another claim.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    /// <summary>Every resource it mentions, other claims not counted.</summary>
    /// <param name="path">Where the claim stands in the mentioning record; null when it stands alone.</param>
    public IEnumerable<Reference> References(string? path = null)
    {
        path = path is null ? "" : $"{path}.";
        IEnumerable<Reference> victims = VictimsActorId is { } actor ? [new Reference(ResourceKind.Actor, actor, $"{path}victimsActorId")] : [];
        return victims
            .Concat(Claimant.References($"{path}claimant"))
            .Concat(RelayedVia.SelectMany((relay, i) => relay.References($"{path}relayedVia[{i}]")))
            .Concat(Citations.SelectMany((citation, i) => citation.References($"{path}citations[{i}]")));
    }
}
