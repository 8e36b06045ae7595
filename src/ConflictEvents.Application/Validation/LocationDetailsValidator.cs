using ConflictEvents.Domain.Locations;
using FluentValidation;

namespace ConflictEvents.Application.Validation;

public sealed class LocationDetailsValidator : AbstractValidator<LocationDetails>
{
    public LocationDetailsValidator()
    {
        RuleFor(location => location.Type).Defined();
        RuleFor(location => location.Names).AtLeastOne();
        RuleForEach(location => location.Names).SetValidator(new NameValidator());
        RuleFor(location => location.Description).Text(Rules.DescriptionLength);
        RuleFor(location => location.Country).Country();
        RuleFor(location => location.Admin1).Label(Rules.TitleLength);
        RuleFor(location => location.Admin2).Label(Rules.TitleLength);
        RuleFor(location => location.Admin3).Label(Rules.TitleLength);
        RuleFor(location => location.Longitude).Longitude(location => location.Latitude);
        RuleFor(location => location.Latitude).Latitude(location => location.Longitude);
        RuleFor(location => location.ForeignIds).Bounded().Distinct();
        RuleForEach(location => location.ForeignIds).SetValidator(new ForeignIdValidator());
    }
}
