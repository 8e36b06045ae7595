using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Incidents;
using FluentValidation;

namespace ConflictEvents.Application.Validation;

public sealed class IncidentDetailsValidator : AbstractValidator<IncidentDetails>
{
    public IncidentDetailsValidator(TimeProvider time)
    {
        RuleFor(incident => incident.Title).Label(Rules.TitleLength);
        RuleFor(incident => incident.Summary).Text(Rules.DescriptionLength);
        RuleFor(incident => incident.Type).Defined();
        RuleFor(incident => incident.SubType).Defined().Fault((incident, subType) => subType is { } given && Enum.IsDefined(given) ? OfOtherType(given, incident.Type) : null);
        RuleFor(incident => incident.Violence).Defined();
        RuleFor(incident => incident.Occurred).SetValidator(new PastWindowValidator(time));
        RuleFor(incident => incident.DateStatements).Bounded();
        RuleForEach(incident => incident.DateStatements).SetValidator(new DateStatementValidator(time));
        RuleFor(incident => incident.Place).SetValidator(new PlaceValidator());
        RuleFor(incident => incident.Participants).Bounded().DistinctBy(participant => (participant.ActorId, participant.Role));
        RuleForEach(incident => incident.Participants).SetValidator(new ParticipantValidator());
        RuleFor(incident => incident.Responsibility).Bounded();
        RuleForEach(incident => incident.Responsibility).SetValidator(new ResponsibilityClaimValidator(time));
        RuleFor(incident => incident.ConflictIds).Bounded().Distinct();
        RuleFor(incident => incident.Statements).Bounded();
        RuleForEach(incident => incident.Statements).SetValidator(new StatementValidator(time));
        RuleFor(incident => incident.Citations).AtLeastOne();
        RuleForEach(incident => incident.Citations).SetValidator(new CitationValidator());
        RuleFor(incident => incident.ForeignIds).Bounded().Distinct();
        RuleForEach(incident => incident.ForeignIds).SetValidator(new ForeignIdValidator());
    }

    private static string? OfOtherType(IncidentSubType subType, IncidentType type) => Taxonomy.TypeOf(subType) is var own && own == type
        ? null
        : $"Must be a sub-type of the type given; {JsonContract.NameOf(subType)} is one of {JsonContract.NameOf(own)}.";
}

public sealed class ParticipantValidator : AbstractValidator<Participant>
{
    public ParticipantValidator()
    {
        RuleFor(participant => participant.Role).Defined();
        RuleFor(participant => participant.Wording).Text(Rules.WordingLength);
        RuleFor(participant => participant.Citations).AtLeastOne();
        RuleForEach(participant => participant.Citations).SetValidator(new CitationValidator());
    }
}

public sealed class ResponsibilityClaimValidator : AbstractValidator<ResponsibilityClaim>
{
    public ResponsibilityClaimValidator(TimeProvider time)
    {
        RuleFor(claim => claim.Stance).Defined();
        RuleFor(claim => claim.By).SetValidator(new ClaimantValidator());
        RuleFor(claim => claim.StatedOn).PastDay(time);
        RuleFor(claim => claim.StatedWording).Text(Rules.WordingLength);
        RuleFor(claim => claim.Citations).AtLeastOne();
        RuleForEach(claim => claim.Citations).SetValidator(new CitationValidator());
    }
}
