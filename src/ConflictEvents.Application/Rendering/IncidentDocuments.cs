using System.Text.Json.Serialization;
using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Rendering;

/// <summary>Where an incident happened, as far as it is known.</summary>
/// <inheritdoc cref="Domain.Incidents.Place"/>
/// <param name="OffsetKm">Kilometres from the location.</param>
/// <param name="Bearing">Degrees clockwise from north.</param>
/// <param name="Longitude">Degrees east, WGS 84; the location's own point unless a better one is known. Read it with the uncertainty.</param>
/// <param name="Latitude">Degrees north, WGS 84.</param>
/// <param name="UncertaintyMeters">Radius around the point within which the incident lies.</param>
/// <param name="UcdpWherePrec">UCDP's own code, 1 to 7.</param>
/// <param name="AcledGeoPrecision">ACLED's own code, 1 to 3.</param>
public sealed record PlaceView(
    LocationLink Location,
    PlaceRelation Relation,
    double? OffsetKm,
    double? Bearing,
    double? Longitude,
    double? Latitude,
    PlacePrecision Precision,
    int UncertaintyMeters,
    int? UcdpWherePrec,
    int? AcledGeoPrecision,
    string? Wording);

/// <inheritdoc cref="Participant"/>
public sealed record ParticipantView(ActorLink Actor, ParticipantRole Role, string? Wording, IReadOnlyList<CitationView> Citations);

/// <inheritdoc cref="ResponsibilityClaim"/>
public sealed record ResponsibilityView(
    ActorLink Actor,
    ResponsibilityStance Stance,
    ClaimantView By,
    DateOnly? StatedOn,
    string? StatedWording,
    bool DateInferred,
    IReadOnlyList<CitationView> Citations);

/// <summary>The range that the rule derives from the claims; null where nothing is known, which is never 0.</summary>
/// <inheritdoc cref="Estimate"/>
/// <param name="Low">Least figure, inclusive.</param>
/// <param name="High">Greatest figure stated, inclusive.</param>
/// <param name="OpenEnded">True when a claim sets no upper bound, or counts only a part of the group.</param>
/// <param name="StockOrFlow">Which of the two is counted, for displaced and evacuated people.</param>
public sealed record EstimateView(Measure Measure, VictimGroup Victims, StockOrFlow StockOrFlow, int? Low, int? Best, int? High, bool OpenEnded);

/// <inheritdoc cref="ImportOrigin"/>
/// <param name="DatasetVersion">As the publisher numbers them; null where unknown.</param>
public sealed record OriginView(string Dataset, string? DatasetVersion, string ExternalId, string Licence, bool Redistributable, Guid ImportId);

/// <summary>An incident that was found to be the same, and is merged into this one. Its own history is at <c>/v1/incidents/{id}/history</c>.</summary>
/// <param name="Id">Whoever asks for it is sent on to this one.</param>
/// <param name="Title">The one that it had when it was merged.</param>
public sealed record MergedIncident(Guid Id, string Title);

/// <inheritdoc cref="IncidentDetails"/>
/// <param name="DateStatements">Other dates that documents give, contradictions included.</param>
/// <param name="Conflicts">The conflicts it belongs to and those above them.</param>
/// <param name="Claims">Casualty figures, in the order they were recorded.</param>
/// <param name="Estimates">Ranges derived from the claims; the reasons are at <c>/v1/incidents/{id}/estimate</c>.</param>
/// <param name="Citations">The documents that report it, or what is merged into it; at least one.</param>
/// <param name="MergedFrom">Those that were found to be the same; their claims, citations and foreign ids are among its own.</param>
/// <param name="Origin">The record it was imported from, whose row is at <c>/v1/incidents/{id}/origin</c>; null for what was recorded here.</param>
public sealed record IncidentDocument(
    Guid Id,
    int Version,
    ResourceStatus Status,
    string? RetractionReason,
    string Title,
    string? Summary,
    IncidentType Type,
    IncidentSubType? SubType,
    UcdpViolence? Violence,
    DateWindow Occurred,
    IReadOnlyList<DateStatementView> DateStatements,
    PlaceView Place,
    IReadOnlyList<ParticipantView> Participants,
    IReadOnlyList<ResponsibilityView> Responsibility,
    IReadOnlyList<ConflictLink> Conflicts,
    Verification Verification,
    IReadOnlyList<EstimateView> Estimates,
    IReadOnlyList<ClaimView> Claims,
    IReadOnlyList<StatementView> Statements,
    IReadOnlyList<CitationView> Citations,
    IReadOnlyList<ForeignId> ForeignIds,
    IReadOnlyList<MergedIncident> MergedFrom,
    OriginView? Origin,
    DateTimeOffset RecordedAt,
    DateTimeOffset UpdatedAt) : IResourceDocument;

/// <summary>An actor's part, without its citations.</summary>
/// <inheritdoc cref="Participant"/>
public sealed record ParticipantCard(ActorLink Actor, ParticipantRole Role);

/// <summary>An incident as it stands in a list.</summary>
/// <inheritdoc cref="IncidentDetails"/>
/// <param name="Id">Stable for ever; <c>/v1/incidents/{id}</c> has the rest.</param>
/// <param name="Conflicts">The conflicts it belongs to and those above them.</param>
/// <param name="Estimates">Ranges derived from the claims; the reasons are at <c>/v1/incidents/{id}/estimate</c>.</param>
/// <param name="Dataset">The key of the dataset it was imported from, such as <c>ucdp-ged</c>; <c>local</c> for what was recorded here.</param>
/// <param name="Licence">Of the record, as the dataset grants it; null for what was recorded here, which has that of the service.</param>
/// <param name="Redistributable">Whether the licence lets it be passed on to others.</param>
/// <param name="UpdatedAt">When the service last recorded a change of it, UTC.</param>
public sealed record IncidentCard(
    Guid Id,
    int Version,
    ResourceStatus Status,
    string Title,
    IncidentType Type,
    IncidentSubType? SubType,
    UcdpViolence? Violence,
    DateWindow Occurred,
    PlaceView Place,
    IReadOnlyList<ParticipantCard> Participants,
    IReadOnlyList<ConflictLink> Conflicts,
    VerificationStatus Verification,
    IReadOnlyList<EstimateView> Estimates,
    IReadOnlyList<CitationView> Citations,
    string Dataset,
    string? Licence,
    bool Redistributable,
    DateTimeOffset UpdatedAt) : IVersioned;

/// <summary>How the ranges of an incident come about.</summary>
/// <param name="RuleVersion">The version of the rule; the same claims give the same ranges under it for ever.</param>
/// <param name="IncidentId">The incident, which shows the claims in full.</param>
/// <param name="Version">The version of the incident.</param>
public sealed record IncidentEstimate(Guid IncidentId, int Version, int RuleVersion, IReadOnlyList<ExplainedEstimate> Estimates) : IVersioned;

/// <summary>A range with what became of every claim in it.</summary>
/// <inheritdoc cref="Estimate"/>
/// <param name="BestClaimId">The claim that gave the best figure.</param>
public sealed record ExplainedEstimate(
    Measure Measure,
    VictimGroup Victims,
    StockOrFlow StockOrFlow,
    int? Low,
    int? Best,
    int? High,
    bool OpenEnded,
    Guid? BestClaimId,
    IReadOnlyList<ReasonView> Reasons)
{
    /// <summary>The claims that offer a figure, in the order of the rule: the best one first, then the runner-up. With <c>explain</c>.</summary>
    [WhenAsked]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RankedClaimView>? Ranking { get; init; }

    /// <summary>What would change the range, each worked out by the rule itself; empty where no change of one claim would. With <c>explain</c>.</summary>
    [WhenAsked]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AlternativeView>? Alternatives { get; init; }
}

/// <summary>What became of one claim, and why.</summary>
/// <param name="ClaimId">The claim, which the incident itself shows in full.</param>
/// <param name="Counted">Whether it entered the range.</param>
/// <param name="Explanation">One sentence for a person.</param>
public sealed record ReasonView(Guid ClaimId, ClaimantView Claimant, bool Counted, ReasonCode Code, string Explanation)
{
    /// <summary>What the rule knows of the claim beside its figure. With <c>explain</c>.</summary>
    [WhenAsked]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WeightView? Weight { get; init; }
}
