using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;

namespace ConflictEvents.Application.Rendering;

/// <summary>Who states something; the members that do not apply are null.</summary>
/// <param name="Description">The person or role as the document has it.</param>
public sealed record ClaimantView(ActorLink? Actor, SourceLink? Source, string? Description);

/// <summary>Where a statement is published.</summary>
/// <param name="Page">The page or pages, as the document numbers them.</param>
/// <param name="Paragraph">The paragraph, counted from 1.</param>
/// <param name="Quote">A few words of the original.</param>
/// <param name="AttributedTo">Whom the document names as its own source; empty when it speaks in its own voice.</param>
public sealed record CitationView(DocumentLink Document, string? Page, int? Paragraph, string? Quote, IReadOnlyList<ClaimantView> AttributedTo);

/// <summary>Something said that is no casualty figure.</summary>
/// <param name="StatedWording">The words in which the document dates it.</param>
/// <param name="DateInferred">True when a date given here was worked out rather than read off the document.</param>
/// <param name="Actors">The actors that it is about.</param>
public sealed record StatementView(
    string Text,
    Assertion Assertion,
    ClaimantView Claimant,
    IReadOnlyList<ClaimantView> RelayedVia,
    DateOnly? StatedOn,
    string? StatedWording,
    bool DateInferred,
    IReadOnlyList<ActorLink> Actors,
    DateWindow? Occurred,
    LocationLink? Location,
    IReadOnlyList<Quantity> Quantities,
    IReadOnlyList<CitationView> Citations);

/// <summary>A date that one document gives.</summary>
public sealed record DateStatementView(DateWindow Date, IReadOnlyList<CitationView> Citations);

/// <summary>One figure as one claimant states it, and what became of it. Members that are not stated are null.</summary>
/// <param name="Number">People.</param>
/// <param name="Low">Low end of a stated range, inclusive.</param>
/// <param name="High">High end of a stated range, inclusive.</param>
/// <param name="Irregular">True when low, best and high do not stand in that order, as in some imported data.</param>
/// <param name="PeriodStart">First day a cumulative figure counts, inclusive; null where it counts from the start of the conflict.</param>
/// <param name="AsOf">Last day a cumulative figure counts, inclusive.</param>
/// <param name="Area">The narrower area that a cumulative figure is limited to.</param>
/// <param name="StatedWording">The words in which the document dates it.</param>
/// <param name="DateInferred">True when a date given here was worked out rather than read off the document.</param>
/// <param name="Destinations">ISO 3166-1 alpha-2 codes.</param>
/// <param name="Credibility">Admiralty scale, 1 (confirmed) to 6 (cannot be judged).</param>
/// <param name="StatusReason">Why it was superseded or retracted.</param>
/// <param name="RecordedBy">The name of the key that recorded it.</param>
public sealed record ClaimView(
    Guid Id,
    ClaimStatus Status,
    string? StatusReason,
    Measure Measure,
    int? Number,
    Qualifier? Qualifier,
    int? Low,
    int? Best,
    int? High,
    bool Irregular,
    string? Wording,
    VictimGroup Victims,
    ActorLink? VictimsActor,
    AgeGroup? AgeGroup,
    Sex? Sex,
    Guid? SubsetOf,
    ClaimBasis Basis,
    DateOnly? PeriodStart,
    DateOnly? AsOf,
    string? Area,
    StockOrFlow StockOrFlow,
    IReadOnlyList<string> Destinations,
    ClaimantView Claimant,
    IReadOnlyList<ClaimantView> RelayedVia,
    DateOnly? StatedOn,
    string? StatedWording,
    bool DateInferred,
    int? Credibility,
    ClaimRank Rank,
    string? RankReason,
    Guid? Supersedes,
    string? Note,
    IReadOnlyList<CitationView> Citations,
    DateTimeOffset RecordedAt,
    string RecordedBy);
