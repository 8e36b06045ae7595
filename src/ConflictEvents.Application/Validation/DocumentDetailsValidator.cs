using ConflictEvents.Domain.Sources;
using FluentValidation;

namespace ConflictEvents.Application.Validation;

public sealed class DocumentDetailsValidator : AbstractValidator<DocumentDetails>
{
    public DocumentDetailsValidator(TimeProvider time)
    {
        RuleFor(document => document.Type).Defined();
        RuleFor(document => document.ContributingSourceIds).Bounded().Distinct();
        RuleForEach(document => document.ContributingSourceIds)
            .Fault((document, id) => id == document.SourceId ? "Must be another source than the publisher." : null);
        RuleFor(document => document.Title).Label(Rules.TitleLength);
        RuleFor(document => document.Authors).Bounded();
        RuleForEach(document => document.Authors).Label(Rules.TitleLength);
        RuleFor(document => document.Url).WebAddress();
        RuleFor(document => document.ArchivedUrl).WebAddress();
        RuleFor(document => document.Language).Language();
        RuleFor(document => document.Published!).SetValidator(new PastWindowValidator(time));
        RuleFor(document => document.RetrievedOn).PastDay(time);
        RuleFor(document => document.Sha256).Sha256();
        RuleFor(document => document.Inferred).Bounded().Distinct();
        RuleForEach(document => document.Inferred).Defined();
        RuleFor(document => document.Note).Text(Rules.NoteLength);
        RuleFor(document => document.ForeignIds).Bounded().Distinct();
        RuleForEach(document => document.ForeignIds).SetValidator(new ForeignIdValidator());
    }
}
