using ConflictEvents.Domain.Incidents;
using FluentValidation;
using static System.FormattableString;

namespace ConflictEvents.Application.Validation;

public sealed class PlaceValidator : AbstractValidator<Place>
{
    /// <summary>Half the circumference of the earth: nothing is farther away. Kilometres.</summary>
    private const int Farthest = 20_000;

    public PlaceValidator()
    {
        RuleFor(place => place.Relation).Defined();
        RuleFor(place => place.OffsetKm).Fault((place, offset) => (place.Relation, offset) switch
        {
            (PlaceRelation.Offset, null) => "Must be given with the relation offset.",
            (not PlaceRelation.Offset, not null) => "Must be left out unless the relation is offset.",
            (PlaceRelation.Offset, not (> 0 and <= Farthest)) => Invariant($"Must be above 0 and at most {Farthest}."),
            _ => null,
        });
        RuleFor(place => place.Bearing).Between(0, 360);
        RuleFor(place => place.Longitude).Longitude(place => place.Latitude);
        RuleFor(place => place.Latitude).Latitude(place => place.Longitude);
        RuleFor(place => place.Precision).Defined();
        RuleFor(place => place.UncertaintyMeters).Between(1, Farthest * 1_000);
        RuleFor(place => place.UcdpWherePrec).Between(1, 7);
        RuleFor(place => place.AcledGeoPrecision).Between(1, 3);
        RuleFor(place => place.Wording).Text(Rules.WordingLength);
    }
}
