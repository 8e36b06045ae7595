using System.Text.Json;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>One row of the read model before it is written.</summary>
internal abstract record Row(Resource Resource, int Rendering, byte[] Document, Guid[] Refs)
{
    /// <summary>The explained estimate of an incident; empty for everything else.</summary>
    public byte[] Estimate { get; init; } = [];

    public static Row Of(Resource resource, int rendering, ReferenceBook book, NameForms forms) =>
        resource is Incident incident ? IncidentRow.Render(incident, rendering, book.Fresh(), forms) : ReferenceRow.Render(resource, rendering, book.Fresh());

    /// <returns>As they are looked for: <c>scheme:value</c>.</returns>
    protected static string[] Texts(IReadOnlyList<ForeignId> ids) => [.. ids.Select(id => new ExternalId(id.Scheme, id.Value).ToString())];

    protected static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, value!.GetType(), JsonContract.Options);
}

/// <summary>A row of <c>incident_version</c>.</summary>
internal sealed record IncidentRow(Incident Incident, int Rendering, byte[] Document, Guid[] Refs)
    : Row(Incident, Rendering, Document, Refs)
{
    public required byte[] Card { get; init; }

    /// <summary>One line of the export, without its end.</summary>
    public required byte[] Csv { get; init; }

    public required PlaceView Place { get; init; }

    /// <summary>Name of the first-order subdivision: that of the location of this kind above it, else as the location itself states it.</summary>
    public required string? Admin1 { get; init; }

    public string? Admin1Folded => Admin1 is null ? null : NameKey.Folded(Admin1);

    public required Guid[] LocationIds { get; init; }

    public required Guid[] ActorIds { get; init; }

    public required Guid[] ConflictIds { get; init; }

    /// <summary>The publishers of every document cited, and every source that is itself a claimant.</summary>
    public required Guid[] SourceIds { get; init; }

    /// <summary>The actors and sources that state a figure which has not been withdrawn.</summary>
    public required Guid[] ClaimantIds { get; init; }

    public required string[] ForeignIds { get; init; }

    /// <summary>None for a retracted incident: it belongs to nobody's list.</summary>
    public required IReadOnlyList<ParticipationRow> Participations { get; init; }

    public required EstimateView Killed { get; init; }

    public required EstimateView Injured { get; init; }

    /// <summary>Every other estimate, as JSON: its measure and victims, and the three figures.</summary>
    public required string Figures { get; init; }

    /// <summary>Title and summary, folded; searched with English stems.</summary>
    public required string Prose { get; init; }

    /// <summary>Every name of everything that takes part, folded; searched as it stands.</summary>
    public required string Names { get; init; }

    /// <summary>How those names sound; see <see cref="SoundWords"/>.</summary>
    public required string Sounds { get; init; }

    public static IncidentRow Render(Incident incident, int rendering, ReferenceBook book, NameForms forms)
    {
        var details = incident.Details;
        var rendered = IncidentRenderer.Render(incident, book);
        var actors = details.Participants.Select(participant => participant.ActorId)
            .Concat(details.Responsibility.Select(claim => claim.ActorId)).Select(book.Standing).Distinct().ToArray();
        var locations = book.LocationPath(details.Place.LocationId).ToArray();
        var admin1 = locations.Select(book.Location).FirstOrDefault(location => location.Type is LocationKind.Admin1)?.Name;
        var names = actors.Concat(locations).Concat(rendered.Document.Conflicts.Select(conflict => conflict.Id)).SelectMany(book.Names).ToList();
        return new IncidentRow(incident, rendering, Json(rendered.Document), [.. book.Used])
        {
            Card = Json(rendered.Card),
            Csv = IncidentCsv.Line(rendered.Card),
            Estimate = Json(rendered.Estimate),
            Place = rendered.Document.Place,
            Admin1 = admin1 ?? rendered.Document.Place.Location.Admin1,
            LocationIds = locations,
            ActorIds = actors,
            ConflictIds = [.. rendered.Document.Conflicts.Select(conflict => conflict.Id)],
            SourceIds = [.. incident.References().Select(reference => SourceOf(reference, book)).OfType<Guid>().Distinct()],
            ClaimantIds = [.. incident.Claims.Entries.Where(entry => entry.Status is ClaimStatus.Active)
                .SelectMany(entry => new[] { entry.Claim.Claimant.ActorId, entry.Claim.Claimant.SourceId }).OfType<Guid>().Select(book.Standing).Distinct()],
            ForeignIds = Texts(incident.ForeignIds),
            Participations = incident.Status is ResourceStatus.Active ? [.. actors.Select(actor => ParticipationRow.Of(incident, actor, book))] : [],
            Killed = rendered.Document.Estimates.Single(estimate => estimate is { Measure: Measure.Killed, Victims: VictimGroup.All }),
            Injured = rendered.Document.Estimates.Single(estimate => estimate is { Measure: Measure.Injured, Victims: VictimGroup.All }),
            Figures = FiguresOf(rendered.Document.Estimates),
            Prose = NameKey.Folded($"{details.Title} {details.Summary}"),
            Names = string.Join(' ', names.Select(forms.Folded).Distinct()),
            Sounds = string.Join(' ', names.SelectMany(forms.Sounds).Distinct()),
        };
    }

    private static string FiguresOf(IEnumerable<EstimateView> estimates)
    {
        var figures = new SortedDictionary<string, int?[]>(StringComparer.Ordinal);
        foreach (var estimate in estimates.Where(estimate => estimate is not { Measure: Measure.Killed or Measure.Injured, Victims: VictimGroup.All }))
            figures[FigureKey.Of(estimate.Measure, estimate.Victims, estimate.StockOrFlow)] = [estimate.Low, estimate.Best, estimate.High];
        return JsonSerializer.Serialize(figures);
    }

    private static Guid? SourceOf(Reference reference, ReferenceBook book) => reference.Kind switch
    {
        ResourceKind.Source => reference.Id,
        ResourceKind.Document => book.SourceOf(reference.Id),
        _ => null,
    };
}

/// <summary>How a figure is found among the figures of an incident.</summary>
internal static class FigureKey
{
    /// <returns>Such as <c>killed.civilians</c> or <c>displaced.all.flow</c>.</returns>
    public static string Of(Measure measure, VictimGroup victims, StockOrFlow stockOrFlow = StockOrFlow.NotStated)
    {
        var key = $"{JsonContract.NameOf(measure)}.{JsonContract.NameOf(victims)}";
        return stockOrFlow is StockOrFlow.NotStated ? key : $"{key}.{JsonContract.NameOf(stockOrFlow)}";
    }
}

/// <summary>A row of <c>participation_version</c>.</summary>
internal sealed record ParticipationRow(Incident Incident, Guid ActorId, string[] Roles)
{
    public static ParticipationRow Of(Incident incident, Guid actorId, ReferenceBook book) => new(
        incident,
        actorId,
        [.. incident.Details.Participants.Where(participant => book.Standing(participant.ActorId) == actorId).Select(participant => JsonContract.NameOf(participant.Role)).Distinct()]);
}

/// <summary>A row of <c>name_version</c>.</summary>
/// <param name="Ordinal">Counts the names of one resource from 1.</param>
internal sealed record NameRow(Resource Resource, int Ordinal, string Folded, string Skeleton);

/// <summary>A row of <c>reference_version</c> with its rows of <c>name_version</c>.</summary>
internal sealed record ReferenceRow(Resource Resource, int Rendering, byte[] Document, Guid[] Refs)
    : Row(Resource, Rendering, Document, Refs)
{
    public required string? Type { get; init; }

    public required string Label { get; init; }

    public required string[] Countries { get; init; }

    public required Guid[] ParentIds { get; init; }

    public required string[] ForeignIds { get; init; }

    public required byte[] State { get; init; }

    public required IReadOnlyList<NameRow> Names { get; init; }

    public static ReferenceRow Render(Resource resource, int rendering, ReferenceBook book)
    {
        var document = ReferenceRenderer.Render(resource, book);
        var details = Projector.DetailsOf(resource);
        var (type, countries, parents) = Facets(resource.Id, details, book);
        return new ReferenceRow(resource, rendering, Json(document), [.. book.Used])
        {
            Type = type is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(type.ToString()!),
            Label = ReferenceBook.LabelOf(details),
            Countries = [.. countries],
            ParentIds = [.. parents.OfType<Guid>()],
            ForeignIds = Texts(document.ForeignIds),
            State = JsonOf(details),
            Names = [.. ReferenceBook.NamesOf(details).Select(name => (Folded: NameKey.Folded(name), Skeleton: NameKey.Skeleton(name))).Distinct()
                .Select((name, i) => new NameRow(resource, i + 1, name.Folded, name.Skeleton))],
        };
    }

    // The declared type, not the run-time one: a request's own members are no part of the details.
    private static byte[] JsonOf(IDetails details) => details switch
    {
        ActorDetails actor => JsonSerializer.SerializeToUtf8Bytes(actor, JsonContract.Options),
        LocationDetails location => JsonSerializer.SerializeToUtf8Bytes(location, JsonContract.Options),
        SourceDetails source => JsonSerializer.SerializeToUtf8Bytes(source, JsonContract.Options),
        DocumentDetails document => JsonSerializer.SerializeToUtf8Bytes(document, JsonContract.Options),
        ConflictDetails conflict => JsonSerializer.SerializeToUtf8Bytes(conflict, JsonContract.Options),
        _ => throw new ArgumentOutOfRangeException(nameof(details), details, null),
    };

    private static (Enum? Type, IEnumerable<string> Countries, IEnumerable<Guid?> Parents) Facets(Guid id, IDetails details, ReferenceBook book) => details switch
    {
        ActorDetails it => (it.Type, One(it.Country), it.Relations.Where(relation => relation.Kind is RelationKind.PartOf).Select(relation => (Guid?)book.Standing(relation.ActorId)).Where(above => above != id).Distinct()),
        LocationDetails it => (it.Type, One(it.Country), [it.ParentId]),
        SourceDetails it => (it.Type, One(it.Country), [it.SyndicatedFromId]),
        DocumentDetails it => (it.Type, [], [it.SourceId]),
        ConflictDetails it => (null, it.Countries, [it.ParentId]),
        _ => throw new ArgumentOutOfRangeException(nameof(details), details, null),
    };

    private static IEnumerable<string> One(string? country) => country is null ? [] : [country];
}
