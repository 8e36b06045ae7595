using ConflictEvents.Domain.Conflicts;
using FluentValidation;

namespace ConflictEvents.Application.Validation;

public sealed class ConflictDetailsValidator : AbstractValidator<ConflictDetails>
{
    public ConflictDetailsValidator(TimeProvider time)
    {
        RuleFor(conflict => conflict.Names).AtLeastOne();
        RuleForEach(conflict => conflict.Names).SetValidator(new NameValidator());
        RuleFor(conflict => conflict.Description).Text(Rules.DescriptionLength);
        RuleFor(conflict => conflict.Countries).Bounded().Distinct();
        RuleForEach(conflict => conflict.Countries).Country();
        RuleFor(conflict => conflict.Belligerents).Bounded().DistinctBy(belligerent => belligerent.ActorId, nameof(Belligerent.ActorId));
        RuleForEach(conflict => conflict.Belligerents).SetValidator(new BelligerentValidator());
        RuleFor(conflict => conflict.Onset!).SetValidator(new PastWindowValidator(time));
        // A truce agreed for a day to come has not ended the conflict yet.
        RuleFor(conflict => conflict.End!).SetValidator(new PastWindowValidator(time));
        RuleFor(conflict => conflict.End!.Latest)
            .Fault((conflict, latest) => latest < conflict.Onset!.Earliest ? "Must not lie before the onset." : null)
            .When(conflict => conflict is { Onset: not null, End: not null });
        RuleFor(conflict => conflict.OnsetStatements).Bounded();
        RuleForEach(conflict => conflict.OnsetStatements).SetValidator(new DateStatementValidator(time));
        RuleFor(conflict => conflict.Statements).Bounded();
        RuleForEach(conflict => conflict.Statements).SetValidator(new StatementValidator(time));
        RuleFor(conflict => conflict.ForeignIds).Bounded().Distinct();
        RuleForEach(conflict => conflict.ForeignIds).SetValidator(new ForeignIdValidator());
    }
}

public sealed class BelligerentValidator : AbstractValidator<Belligerent>
{
    public BelligerentValidator()
    {
        RuleFor(belligerent => belligerent.Side).Defined();
        RuleFor(belligerent => belligerent.Citations).AtLeastOne();
        RuleForEach(belligerent => belligerent.Citations).SetValidator(new CitationValidator());
    }
}
