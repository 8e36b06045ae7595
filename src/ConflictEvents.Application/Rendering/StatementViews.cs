using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;

namespace ConflictEvents.Application.Rendering;

/// <summary>Who states something; the members that do not apply are null.</summary>
/// <param name="Description">The person or role as the document has it.</param>
public sealed record ClaimantView(ActorLink? Actor, SourceLink? Source, string? Description);

/// <inheritdoc cref="Citation"/>
public sealed record CitationView(DocumentLink Document, string? Page, int? Paragraph, string? Record, string? Quote, IReadOnlyList<ClaimantView> AttributedTo);

/// <inheritdoc cref="Statement"/>
/// <param name="Location">Where the thing itself happened or was to happen.</param>
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

/// <inheritdoc cref="DateStatement"/>
public sealed record DateStatementView(DateWindow Date, IReadOnlyList<CitationView> Citations);

/// <summary>One figure as one claimant states it, and what became of it. Members that are not stated are null.</summary>
/// <inheritdoc cref="CasualtyClaim"/>
/// <param name="Id">Stable for ever.</param>
/// <param name="Irregular">True when low, best and high do not stand in that order, as in some imported data.</param>
/// <param name="VictimsActor">The actor whose members or adherents the victims were.</param>
/// <param name="StatusReason">Why it was superseded or retracted.</param>
/// <param name="RecordedAt">When the service recorded it, UTC.</param>
/// <param name="RecordedBy">The name of the key that recorded it.</param>
/// <param name="MergedFrom">The incident that it was recorded of, where that was merged into this one.</param>
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
    string RecordedBy,
    Guid? MergedFrom);
