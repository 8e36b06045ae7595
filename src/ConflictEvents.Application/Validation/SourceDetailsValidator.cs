using ConflictEvents.Domain.Sources;
using FluentValidation;

namespace ConflictEvents.Application.Validation;

public sealed class SourceDetailsValidator : AbstractValidator<SourceDetails>
{
    public SourceDetailsValidator()
    {
        RuleFor(source => source.Type).Defined();
        RuleFor(source => source.Names).AtLeastOne();
        RuleForEach(source => source.Names).SetValidator(new NameValidator());
        RuleFor(source => source.Description).Text(Rules.DescriptionLength);
        RuleFor(source => source.Reliability).Defined();
        RuleFor(source => source.Country).Country();
        RuleFor(source => source.Url).WebAddress();
        RuleFor(source => source.ForeignIds).Bounded().Distinct();
        RuleForEach(source => source.ForeignIds).SetValidator(new ForeignIdValidator());
    }
}
