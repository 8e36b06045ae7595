using System.Text.Json;
using ConflictEvents.Application.Json;
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

    public static Row Of(Resource resource, int rendering, ReferenceBook book) =>
        resource is Incident incident ? IncidentRow.Render(incident, rendering, book.Fresh()) : ReferenceRow.Render(resource, rendering, book.Fresh());

    protected static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, value!.GetType(), JsonContract.Options);
}

/// <summary>A row of <c>incident_version</c>.</summary>
internal sealed record IncidentRow(Incident Incident, int Rendering, byte[] Document, Guid[] Refs)
    : Row(Incident, Rendering, Document, Refs)
{
    public required byte[] Card { get; init; }

    public required PlaceView Place { get; init; }

    public required Guid[] LocationIds { get; init; }

    public required Guid[] ActorIds { get; init; }

    public required Guid[] ConflictIds { get; init; }

    /// <summary>The publishers of every document cited, and every source that is itself a claimant.</summary>
    public required Guid[] SourceIds { get; init; }

    public required EstimateView Killed { get; init; }

    public required EstimateView Injured { get; init; }

    /// <summary>Title and summary, folded; searched with English stems.</summary>
    public required string Prose { get; init; }

    /// <summary>Every name of everything that takes part, folded; searched as it stands.</summary>
    public required string Names { get; init; }

    /// <summary>How those names sound; see <see cref="SoundWords"/>.</summary>
    public required string Sounds { get; init; }

    public static IncidentRow Render(Incident incident, int rendering, ReferenceBook book)
    {
        var details = incident.Details;
        var rendered = IncidentRenderer.Render(incident, book);
        var actors = details.Participants.Select(participant => participant.ActorId)
            .Concat(details.Responsibility.Select(claim => claim.ActorId)).Distinct().ToArray();
        var locations = book.LocationPath(details.Place.LocationId).ToArray();
        var names = actors.Concat(locations).Concat(rendered.Document.Conflicts.Select(conflict => conflict.Id)).SelectMany(book.Names).ToList();
        return new IncidentRow(incident, rendering, Json(rendered.Document), [.. book.Used])
        {
            Card = Json(rendered.Card),
            Estimate = Json(rendered.Estimate),
            Place = rendered.Document.Place,
            LocationIds = locations,
            ActorIds = actors,
            ConflictIds = [.. rendered.Document.Conflicts.Select(conflict => conflict.Id)],
            SourceIds = [.. incident.References().Select(reference => SourceOf(reference, book)).OfType<Guid>().Distinct()],
            Killed = rendered.Document.Estimates.Single(estimate => estimate is { Measure: Measure.Killed, Victims: VictimGroup.All }),
            Injured = rendered.Document.Estimates.Single(estimate => estimate is { Measure: Measure.Injured, Victims: VictimGroup.All }),
            Prose = NameKey.Folded($"{details.Title} {details.Summary}"),
            Names = string.Join(' ', names.Select(NameKey.Folded).Distinct()),
            Sounds = string.Join(' ', names.SelectMany(SoundWords.Of).Distinct()),
        };
    }

    private static Guid? SourceOf(Reference reference, ReferenceBook book) => reference.Kind switch
    {
        ResourceKind.Source => reference.Id,
        ResourceKind.Document => book.SourceOf(reference.Id),
        _ => null,
    };
}

/// <summary>A row of <c>reference_version</c> with its rows of <c>name_version</c>.</summary>
internal sealed record ReferenceRow(Resource Resource, int Rendering, byte[] Document, Guid[] Refs)
    : Row(Resource, Rendering, Document, Refs)
{
    public required string? Type { get; init; }

    public required string Label { get; init; }

    public required string[] Countries { get; init; }

    public required Guid[] ParentIds { get; init; }

    public required byte[] State { get; init; }

    public required IReadOnlyList<(string Folded, string Skeleton)> Names { get; init; }

    public static ReferenceRow Render(Resource resource, int rendering, ReferenceBook book)
    {
        var document = Json(ReferenceRenderer.Render(resource, book));
        var details = Projector.DetailsOf(resource);
        var (type, countries, parents) = Facets(details);
        return new ReferenceRow(resource, rendering, document, [.. book.Used])
        {
            Type = type is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(type.ToString()!),
            Label = ReferenceBook.LabelOf(details),
            Countries = [.. countries],
            ParentIds = [.. parents.OfType<Guid>()],
            State = JsonOf(details),
            Names = [.. ReferenceBook.NamesOf(details).Select(name => (NameKey.Folded(name), NameKey.Skeleton(name))).Distinct()],
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

    private static (Enum? Type, IEnumerable<string> Countries, IEnumerable<Guid?> Parents) Facets(IDetails details) => details switch
    {
        ActorDetails it => (it.Type, One(it.Country), []),
        LocationDetails it => (it.Type, One(it.Country), [it.ParentId]),
        SourceDetails it => (it.Type, One(it.Country), [it.SyndicatedFromId]),
        DocumentDetails it => (it.Type, [], [it.SourceId]),
        ConflictDetails it => (null, it.Countries, [it.ParentId]),
        _ => throw new ArgumentOutOfRangeException(nameof(details), details, null),
    };

    private static IEnumerable<string> One(string? country) => country is null ? [] : [country];
}
