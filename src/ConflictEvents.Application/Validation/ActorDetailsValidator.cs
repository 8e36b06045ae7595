using ConflictEvents.Domain.Actors;
using FluentValidation;

namespace ConflictEvents.Application.Validation;

public sealed class ActorDetailsValidator : AbstractValidator<ActorDetails>
{
    public ActorDetailsValidator(TimeProvider time)
    {
        RuleFor(actor => actor.Type).Defined();
        RuleFor(actor => actor.Names).AtLeastOne();
        RuleForEach(actor => actor.Names).SetValidator(new NameValidator());
        RuleFor(actor => actor.Description).Text(Rules.DescriptionLength);
        RuleFor(actor => actor.Country).Country();
        RuleFor(actor => actor.Relations).Bounded();
        RuleForEach(actor => actor.Relations).SetValidator(new RelationValidator(time));
        RuleFor(actor => actor.ForeignIds).Bounded().Distinct();
        RuleForEach(actor => actor.ForeignIds).SetValidator(new ForeignIdValidator());
    }
}

public sealed class RelationValidator : AbstractValidator<Relation>
{
    public RelationValidator(TimeProvider time)
    {
        RuleFor(relation => relation.Kind).Defined();
        RuleFor(relation => relation.From).PastDay(time);
        // May lie in the future: a mandate has a last day from the start.
        RuleFor(relation => relation.To).Day().Fault((relation, to) => to < relation.From ? "Must not lie before from." : null);
        RuleFor(relation => relation.AssertedBy).Bounded();
        RuleForEach(relation => relation.AssertedBy).SetValidator(new ClaimantValidator());
        RuleFor(relation => relation.Citations).AtLeastOne();
        RuleForEach(relation => relation.Citations).SetValidator(new CitationValidator());
    }
}
