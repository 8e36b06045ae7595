using ConflictEvents.Application.Merging.MergeResource;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Review.DecideDuplicate;

/// <summary>What an editor finds of two that look alike.</summary>
public enum Verdict
{
    /// <summary>They are the same: one is merged into the other.</summary>
    Accept,

    /// <summary>They are not the same, and are no longer listed as if they might be.</summary>
    Dismiss,

    /// <summary>Takes an earlier dismissal back.</summary>
    Reopen,
}

/// <summary>A decision about two incidents that look alike.</summary>
public sealed record DuplicateDecision
{
    /// <summary>The ids of the two, in whatever order.</summary>
    public required IReadOnlyList<Guid> Pair { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Which of the two is to stand for both; given with <c>accept</c>, and only then.</summary>
    public Guid? Into { get; init; }

    /// <summary>Why; stands in the history of both.</summary>
    public required string Reason { get; init; }
}

public sealed class DuplicateDecisionValidator : AbstractValidator<DuplicateDecision>
{
    public DuplicateDecisionValidator()
    {
        RuleFor(decision => decision.Pair).Fault((_, pair) => pair.Distinct().Count() == 2 && pair.Count == 2 ? null : "Must hold two different ids.");
        RuleFor(decision => decision.Verdict).Defined();
        RuleFor(decision => decision.Into).Fault((decision, into) => (decision.Verdict, into) switch
        {
            (Verdict.Accept, { } one) => decision.Pair.Contains(one) ? null : "Must be one of the pair.",
            (Verdict.Accept, null) => "Must be given with accept.",
            (_, null) => null,
            _ => "Goes with accept only.",
        });
        RuleFor(decision => decision.Reason).Reason();
    }
}

/// <summary>Decides whether two incidents are the same.</summary>
public sealed record DecideDuplicate(DuplicateDecision Body) : IRequest<Result<Rendered>>, IHasBody<DuplicateDecision>;

public sealed class DecideDuplicateHandler(IEventStore store) : IRequestHandler<DecideDuplicate, Result<Rendered>>
{
    public Task<Result<Rendered>> Handle(DecideDuplicate command, CancellationToken cancellationToken) => store.Commit(
        async changes =>
        {
            var decision = command.Body;
            var pair = new List<Resource>();
            foreach (var (id, i) in decision.Pair.Select((id, i) => (id, i)))
            {
                if (await changes.Load(ResourceKind.Incident, id) is not { } resource)
                    return ResourceErrors.UnknownReferences([new Reference(ResourceKind.Incident, id, $"pair[{i}]")]);
                pair.Add(resource);
            }

            if (decision.Into is { } into)
                return await changes.Merge(pair.Single(one => one.Id != into), into, decision.Reason);
            var decided = pair.Zip(decision.Pair.Reverse(), (one, other) => decision.Verdict is Verdict.Dismiss ? one.MarkDistinct(other) : one.UnmarkDistinct(other)).ToList();
            if (decided.Select(result => result.Error).FirstOrDefault(error => error is not null) is { } refused)
                return refused;
            foreach (var (one, result) in pair.Zip(decided))
                changes.Append(one, result.Value, decision.Reason);
            return pair[0];
        },
        cancellationToken);
}
