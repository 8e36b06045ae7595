using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Application.Rendering;

/// <summary>An incident in every form in which it is answered.</summary>
public sealed record RenderedIncident(IncidentDocument Document, IncidentCard Card, IncidentEstimate Estimate);

public static class IncidentRenderer
{
    public static RenderedIncident Render(Incident incident, ReferenceBook book, int ruleVersion = EstimateRule.CurrentVersion)
    {
        var details = incident.Details;
        var estimates = EstimateRule.Estimate(EstimateRenderer.Weigh(incident, book), ruleVersion);

        var document = new IncidentDocument(
            incident.Id,
            incident.Version,
            incident.Status,
            incident.RetractionReason,
            details.Title,
            details.Summary,
            details.Type,
            details.SubType,
            details.Violence,
            details.Occurred,
            details.DateStatements.Render(book),
            Render(details.Place, book),
            [.. details.Participants.Select(participant =>
                new ParticipantView(book.Actor(participant.ActorId), participant.Role, participant.Wording, participant.Citations.Render(book)))],
            [.. details.Responsibility.Select(claim =>
                new ResponsibilityView(
                    book.Actor(claim.ActorId),
                    claim.Stance,
                    claim.By.Render(book),
                    claim.StatedOn,
                    claim.StatedWording,
                    claim.DateInferred,
                    claim.Citations.Render(book)))],
            [.. details.ConflictIds.SelectMany(book.ConflictPath).Distinct().Select(book.Conflict)],
            incident.Verification,
            [.. estimates.Select(View)],
            incident.Claims.Render(book),
            details.Statements.Render(book),
            incident.Citations.Render(book),
            incident.ForeignIds,
            [.. incident.Absorbed.Standing.Select(absorbed => new MergedIncident(absorbed.From, absorbed.Moved.Title))],
            incident.Origin is { } origin ? View(origin) : null,
            incident.CreatedAt,
            incident.UpdatedAt);

        return new RenderedIncident(document, Card(document, incident), EstimateRenderer.Render(incident, estimates, ruleVersion, book));
    }

    public static EstimateView View(this Estimate estimate) =>
        new(estimate.Measure, estimate.Victims, estimate.StockOrFlow, estimate.Low, estimate.Best, estimate.High, estimate.OpenEnded);

    private static OriginView View(ImportOrigin origin) =>
        new(origin.Dataset, origin.DatasetVersion, origin.ExternalId, origin.Licence, origin.Redistributable, origin.ImportId);

    private static IncidentCard Card(IncidentDocument document, Incident incident) => new(
        document.Id,
        document.Version,
        document.Status,
        document.Title,
        document.Type,
        document.SubType,
        document.Violence,
        document.Occurred,
        document.Place,
        [.. document.Participants.Select(participant => new ParticipantCard(participant.Actor, participant.Role))],
        document.Conflicts,
        document.Verification.Status,
        document.Estimates,
        document.Citations,
        incident.Dataset,
        document.Origin?.Licence,
        incident.Redistributable,
        document.UpdatedAt);

    private static PlaceView Render(Place place, ReferenceBook book)
    {
        var location = book.LocationDetails(place.LocationId);
        var point = place.Point(location.Longitude, location.Latitude);
        return new PlaceView(
            book.Location(place.LocationId),
            place.Relation,
            place.OffsetKm,
            place.Bearing,
            point?.Longitude,
            point?.Latitude,
            place.Precision,
            place.Uncertainty(),
            place.UcdpWherePrec,
            place.AcledGeoPrecision,
            place.Wording);
    }
}
