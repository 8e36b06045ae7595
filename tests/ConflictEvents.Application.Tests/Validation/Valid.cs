using ConflictEvents.Application.Claims.AddClaim;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Tests.Validation;

/// <summary>A valid record of each kind, with every member filled that goes with the others.</summary>
internal static class Valid
{
    public static readonly Guid Id = Guid.Parse("019a0000-0009-7000-8000-000000000001");
    public static readonly Guid OtherId = Guid.Parse("019a0000-0009-7000-8000-000000000002");

    public static readonly Name Name = new() { Text = "صبراتة", Language = "ar", Kind = NameKind.Official };

    public static readonly ForeignId ForeignId = new() { Scheme = "wikidata", Value = "Q193231" };

    public static readonly Claimant Claimant = new() { ActorId = Id, Description = "a spokesman" };

    public static readonly Citation Citation = new() { DocumentId = Id, Page = "3-4", Paragraph = 1, Quote = "nine soldiers", AttributedTo = [Claimant] };

    public static readonly DateWindow Day = new() { Earliest = new(2019, 5, 4), Latest = new(2019, 5, 4), Wording = "on Saturday" };

    public static readonly DateStatement DateStatement = new() { Date = Day, Citations = [Citation] };

    public static readonly Quantity Quantity = new() { Number = 89, Qualifier = Qualifier.About, Unit = "major surgeries", Note = "Not patients." };

    public static readonly Statement Statement = new()
    {
        Text = "Talks were to be held.",
        Assertion = Assertion.DidNotHappen,
        Claimant = Claimant,
        RelayedVia = [Claimant],
        StatedOn = new(2019, 5, 4),
        StatedWording = "on Saturday",
        ActorIds = [Id, OtherId],
        Occurred = Day,
        LocationId = Id,
        Quantities = [Quantity],
        Citations = [Citation],
    };

    public static readonly Place Place = new()
    {
        LocationId = Id,
        Relation = PlaceRelation.Offset,
        OffsetKm = 24,
        Bearing = 180,
        Longitude = 13.16,
        Latitude = 32.67,
        Precision = PlacePrecision.Near,
        UncertaintyMeters = 5_000,
        UcdpWherePrec = 2,
        AcledGeoPrecision = 2,
        Wording = "24 km to the south",
    };

    public static readonly Participant Participant = new() { ActorId = Id, Role = ParticipantRole.Attacker, Wording = "apparently", Citations = [Citation] };

    public static readonly ResponsibilityClaim Responsibility = new()
    {
        ActorId = Id,
        Stance = ResponsibilityStance.Denied,
        By = Claimant,
        StatedOn = new(2019, 5, 4),
        StatedWording = "on Saturday",
        Citations = [Citation],
    };

    public static readonly IncidentDetails Incident = new()
    {
        Title = "Attack on a camp near Sabha",
        Summary = "What happened.\nIn two lines.",
        Type = IncidentType.Battles,
        SubType = IncidentSubType.ArmedClash,
        Violence = UcdpViolence.NonState,
        Occurred = Day,
        DateStatements = [DateStatement],
        Place = Place,
        Participants = [Participant, Participant with { Role = ParticipantRole.Ally }],
        Responsibility = [Responsibility],
        ConflictIds = [Id, OtherId],
        Statements = [Statement],
        Citations = [Citation],
        ForeignIds = [ForeignId],
    };

    public static readonly Belligerent Belligerent = new() { ActorId = Id, Side = ConflictSide.A, Citations = [Citation] };

    public static readonly ConflictDetails Conflict = new()
    {
        Names = [Name],
        Description = "The larger contest.",
        ParentId = OtherId,
        Countries = ["LY", "TN"],
        Belligerents = [Belligerent],
        Onset = Day,
        End = Day with { Latest = new(2020, 6, 4), Precision = DatePrecision.Year },
        OnsetStatements = [DateStatement],
        Statements = [Statement],
        ForeignIds = [ForeignId],
    };

    public static readonly Relation Relation = new()
    {
        Kind = RelationKind.PartOf,
        ActorId = OtherId,
        From = new(2014, 5, 16),
        To = new(2019, 5, 4),
        AssertedBy = [Claimant],
        Citations = [Citation],
    };

    public static readonly ActorDetails Actor = new()
    {
        Type = ActorKind.RebelGroup,
        Names = [Name],
        Description = "An armed group.",
        Country = "LY",
        Relations = [Relation],
        ForeignIds = [ForeignId],
    };

    public static readonly LocationDetails Location = new()
    {
        Type = LocationKind.PopulatedPlace,
        Names = [Name],
        Description = "On the coast.",
        Country = "LY",
        Admin1 = "Zawiya",
        Admin2 = "Sabratha",
        Admin3 = "Sabratha",
        Longitude = 12.49,
        Latitude = 32.79,
        ParentId = OtherId,
        ForeignIds = [ForeignId],
    };

    public static readonly SourceDetails Source = new()
    {
        Type = SourceKind.Newspaper,
        Names = [Name],
        Description = "A daily.",
        Reliability = Reliability.B,
        Country = "AE",
        SyndicatedFromId = OtherId,
        Url = "https://example.org",
        ForeignIds = [ForeignId],
    };

    public static readonly DocumentDetails Document = new()
    {
        Type = DocumentKind.Article,
        SourceId = Id,
        ContributingSourceIds = [OtherId],
        Title = "Attack on a camp",
        Authors = ["A. Writer"],
        Url = "https://example.org/a?b=c#d",
        ArchivedUrl = "http://archive.example.org/2019/https://example.org/a",
        Language = "en",
        Published = Day,
        RetrievedOn = new(2019, 6, 1),
        Sha256 = new string('a', 32) + new string('0', 32),
        Inferred = [DocumentField.Title, DocumentField.Published],
        Note = "A word is lost.",
        ForeignIds = [ForeignId],
    };

    /// <summary>A toll of displaced people, since it takes most members.</summary>
    public static readonly NewClaim Claim = new()
    {
        Id = Id,
        Measure = Measure.Displaced,
        Number = 8_000,
        Qualifier = Qualifier.MoreThan,
        Victims = VictimGroup.Civilians,
        AgeGroup = AgeGroup.Adults,
        Sex = Sex.Female,
        Basis = ClaimBasis.Cumulative,
        PeriodStart = new(2019, 4, 4),
        AsOf = new(2019, 4, 12),
        Area = "south of the capital",
        StockOrFlow = StockOrFlow.Flow,
        Destinations = ["NE", "IT"],
        Claimant = Claimant,
        RelayedVia = [Claimant],
        StatedOn = new(2019, 4, 12),
        StatedWording = "on Friday",
        Credibility = 3,
        Note = "From a heading.",
        Citations = [Citation],
    };
}
