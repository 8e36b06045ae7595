using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;
using FluentValidation.Results;

namespace ConflictEvents.Benchmarks.Mapping;

/// <summary>What the service would refuse if a person recorded what an import maps, and every reference that leads nowhere.</summary>
internal sealed class Acceptance(TimeProvider time)
{
    private readonly IncidentDetailsValidator _incident = new(time);
    private readonly CasualtyClaimValidator _claim = new(time);
    private readonly ActorDetailsValidator _actor = new(time);
    private readonly ConflictDetailsValidator _conflict = new(time);
    private readonly LocationDetailsValidator _location = new();
    private readonly SourceDetailsValidator _source = new();
    private readonly DocumentDetailsValidator _document = new(time);
    private readonly HashSet<(ResourceKind, Guid)> _known = [];
    private readonly HashSet<(ResourceKind, Guid)> _mentioned = [];

    /// <remarks>Ranges in the wrong order are let through: imports keep them as they are stated.</remarks>
    public IEnumerable<string> Of(ImportedRecord record)
    {
        var incident = new Incident { Id = record.IncidentId };
        incident.Apply(new RecordedEvent(new Created<IncidentDetails>(record.Details), 1, default, "", null));
        var claims = incident.AddClaims(record.Claims, "claims");
        foreach (var reference in record.Details.References().Concat(record.Claims.SelectMany(claim => claim.References())))
            _mentioned.Add((reference.Kind, reference.Id));
        return Failures(_incident.Validate(record.Details))
            .Concat(record.Claims.Where(claim => !ClaimInterval.IsIrregular(claim)).SelectMany(claim => Failures(_claim.Validate(claim))))
            .Concat(claims.Error is { } error ? [$"domain: {error.Code}"] : []);
    }

    public IEnumerable<string> Of(NewReference reference)
    {
        foreach (var mentioned in reference.Details.References())
        {
            if (!_known.Contains((mentioned.Kind, mentioned.Id)))
                yield return $"{reference.Kind} mentions a {mentioned.Kind} that comes later";
        }

        _known.Add((reference.Kind, reference.Id));
        var failures = reference.Details switch
        {
            ActorDetails actor => _actor.Validate(actor),
            ConflictDetails conflict => _conflict.Validate(conflict),
            LocationDetails location => _location.Validate(location),
            SourceDetails source => _source.Validate(source),
            DocumentDetails document => _document.Validate(document),
            _ => throw new InvalidOperationException($"No validator for {reference.Kind}."),
        };
        foreach (var failure in Failures(failures))
            yield return $"{reference.Kind} {failure}";
    }

    /// <summary>How many of the resources that incidents mention were never told of as new.</summary>
    public int Dangling => _mentioned.Count(mentioned => !_known.Contains(mentioned));

    private static IEnumerable<string> Failures(ValidationResult result) => result.Errors.Select(failure => $"{failure.PropertyName}: {failure.ErrorMessage}");
}
