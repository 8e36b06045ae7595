using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Incidents.VerifyIncident;

/// <summary>An editor's judgement of an incident.</summary>
public sealed record Judgement
{
    public required VerificationStatus Status { get; init; }

    /// <summary>What the judgement rests on.</summary>
    public required string Rationale { get; init; }
}

public sealed class JudgementValidator : AbstractValidator<Judgement>
{
    public JudgementValidator()
    {
        RuleFor(judgement => judgement.Status).Defined();
        RuleFor(judgement => judgement.Rationale).Reason();
    }
}

public sealed record VerifyIncident(Guid Id, ExpectedVersion Expected, Judgement Body) : IRequest<Result<Rendered>>, IHasBody<Judgement>;

public sealed class VerifyIncidentHandler(IEventStore store) : IRequestHandler<VerifyIncident, Result<Rendered>>
{
    public Task<Result<Rendered>> Handle(VerifyIncident command, CancellationToken cancellationToken) => store.Commit(
        changes => changes.Change<Incident>(
            ResourceKind.Incident,
            command.Id,
            command.Expected,
            command.Body.Rationale,
            incident => incident.Verify(new Verification(command.Body.Status, command.Body.Rationale))),
        cancellationToken);
}
