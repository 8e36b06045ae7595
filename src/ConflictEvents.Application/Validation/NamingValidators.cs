using ConflictEvents.Domain.Naming;
using FluentValidation;

namespace ConflictEvents.Application.Validation;

public sealed class NameValidator : AbstractValidator<Name>
{
    public NameValidator()
    {
        RuleFor(name => name.Text).Label(Rules.TitleLength);
        RuleFor(name => name.Language).Language();
        RuleFor(name => name.Kind).Defined();
    }
}

public sealed class ForeignIdValidator : AbstractValidator<ForeignId>
{
    public ForeignIdValidator()
    {
        RuleFor(id => id.Scheme).Scheme();
        RuleFor(id => id.Value).Label(Rules.TitleLength);
    }
}
