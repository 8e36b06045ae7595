using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Results;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Releases.CreateRelease;

/// <summary>What an administrator sends to name a state of knowledge.</summary>
public sealed record NewRelease
{
    /// <summary>1 to 64 ASCII letters, digits, dots, hyphens and underscores, beginning with a letter or digit, such as <c>2026.1</c>. It can be given once.</summary>
    public required string Name { get; init; }

    /// <summary>How it is to be cited, in one line of up to 1,000 characters.</summary>
    public required string Citation { get; init; }

    /// <summary>What a reference list calls it; <c>ConflictEvents, release NAME</c> when left out.</summary>
    public string? Title { get; init; }

    /// <summary>Who answers for it, as a reference list names them.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>What is to be known of it: what is new, what is missing.</summary>
    public string? Notes { get; init; }

    /// <summary>The time whose state of knowledge it is; the moment of the request when left out.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>Names a state of knowledge, for ever.</summary>
public sealed record CreateRelease(NewRelease Body) : IRequest<Result<CreatedRelease>>, IHasBody<NewRelease>;

/// <param name="IsNew">False where the same request had been made before.</param>
public sealed record CreatedRelease(Release Release, bool IsNew);

public sealed class NewReleaseValidator : AbstractValidator<NewRelease>
{
    public NewReleaseValidator(TimeProvider time)
    {
        RuleFor(release => release.Name).Fault((_, name) => ReleaseName.TryParse(name, null, out ReleaseName _)
            ? null
            : "Must be 1 to 64 ASCII letters, digits, dots, hyphens and underscores, and begin with a letter or digit.");
        RuleFor(release => release.Citation).Label(Rules.NoteLength);
        RuleFor(release => release.Title).Label(Rules.TitleLength);
        RuleFor(release => release.Authors).Bounded().Distinct();
        RuleForEach(release => release.Authors).Label(Rules.TitleLength);
        RuleFor(release => release.Notes).Text(Rules.DescriptionLength);
        RuleFor(release => release.AsOf).Fault((_, asOf) => asOf > time.GetUtcNow() ? "Must not lie in the future." : null);
    }
}

public sealed class CreateReleaseHandler(IReadModel readModel, IReleases releases, IRequestContext request) : IRequestHandler<CreateRelease, Result<CreatedRelease>>
{
    public async Task<Result<CreatedRelease>> Handle(CreateRelease command, CancellationToken cancellationToken)
    {
        var reading = command.Body.AsOf is { } asOf ? new Reading { AsOf = new AsOf(asOf) } : Reading.Now;
        var moment = await readModel.MomentOf(reading, cancellationToken);
        return moment.Error is { } error ? error : await releases.Add(command.Body, moment.Value, request.RecordedBy, cancellationToken);
    }
}
