using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using FluentValidation;

namespace ConflictEvents.Application.Validation;

public sealed class CitationValidator : AbstractValidator<Citation>
{
    private const int PageLength = 50;
    private const int RecordLength = 200;
    private const int LastParagraph = 1_000_000;

    public CitationValidator()
    {
        RuleFor(citation => citation.Page).Label(PageLength);
        RuleFor(citation => citation.Paragraph).Between(1, LastParagraph);
        RuleFor(citation => citation.Record).Label(RecordLength);
        RuleFor(citation => citation.Quote).Text(Rules.WordingLength);
        RuleFor(citation => citation.AttributedTo).Bounded();
        RuleForEach(citation => citation.AttributedTo).SetValidator(new ClaimantValidator());
    }
}

public sealed class ClaimantValidator : AbstractValidator<Claimant>
{
    public ClaimantValidator()
    {
        RuleFor(claimant => claimant).Fault((_, claimant) =>
            claimant is { ActorId: null, SourceId: null, Description: null } ? "Must name an actor or a source, or describe who speaks." : null);
        RuleFor(claimant => claimant.Description).Text(Rules.WordingLength);
    }
}

public sealed class StatementValidator : AbstractValidator<Statement>
{
    private const int TextLength = 2_000;

    public StatementValidator(TimeProvider time)
    {
        RuleFor(statement => statement.Text).Text(TextLength);
        RuleFor(statement => statement.Assertion).Defined();
        RuleFor(statement => statement.Claimant).SetValidator(new ClaimantValidator());
        RuleFor(statement => statement.RelayedVia).Bounded();
        RuleForEach(statement => statement.RelayedVia).SetValidator(new ClaimantValidator());
        RuleFor(statement => statement.StatedOn).PastDay(time);
        RuleFor(statement => statement.StatedWording).Text(Rules.WordingLength);
        RuleFor(statement => statement.ActorIds).Bounded().Distinct();
        // Plans and expectations are stated too.
        RuleFor(statement => statement.Occurred!).SetValidator(new DateWindowValidator());
        RuleFor(statement => statement.Quantities).Bounded();
        RuleForEach(statement => statement.Quantities).SetValidator(new QuantityValidator());
        RuleFor(statement => statement.Citations).AtLeastOne();
        RuleForEach(statement => statement.Citations).SetValidator(new CitationValidator());
    }
}

public sealed class QuantityValidator : AbstractValidator<Quantity>
{
    private const int UnitLength = 100;

    public QuantityValidator()
    {
        RuleFor(quantity => quantity.Number).Fault((quantity, number) => number switch
        {
            < 0 => "Must not be negative.",
            0 when quantity.Qualifier is Qualifier.FewerThan => "Must be above 0: there cannot be fewer than none.",
            _ => null,
        });
        RuleFor(quantity => quantity.Qualifier).Defined();
        RuleFor(quantity => quantity.Unit).Label(UnitLength);
        RuleFor(quantity => quantity.Note).Text(Rules.NoteLength);
    }
}
