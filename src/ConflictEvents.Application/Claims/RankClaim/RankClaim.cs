using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Claims.RankClaim;

/// <summary>An editor's preference among claims.</summary>
public sealed record Ranking
{
    public required ClaimRank Rank { get; init; }

    /// <summary>Why; shown beside the claim.</summary>
    public required string Reason { get; init; }
}

public sealed class RankingValidator : AbstractValidator<Ranking>
{
    public RankingValidator()
    {
        RuleFor(ranking => ranking.Rank).Defined();
        RuleFor(ranking => ranking.Reason).Reason();
    }
}

/// <summary>Prefers a claim, takes it out of estimates, or puts it back to normal.</summary>
public sealed record RankClaim(ResourceKind Kind, Guid Id, Guid ClaimId, Ranking Body) : IRequest<Result<Rendered>>, IHasBody<Ranking>;

public sealed class RankClaimHandler(IEventStore store) : IRequestHandler<RankClaim, Result<Rendered>>
{
    public Task<Result<Rendered>> Handle(RankClaim command, CancellationToken cancellationToken) => store.Commit(
        changes => changes.Change<IHoldsClaims>(
            command.Kind, command.Id, ExpectedVersion.Any, command.Body.Reason, holder => holder.RankClaim(command.ClaimId, command.Body.Rank)),
        cancellationToken);
}
