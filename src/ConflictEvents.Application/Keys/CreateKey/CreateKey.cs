using System.Globalization;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Keys.CreateKey;

/// <summary>What an administrator sends to give out a key.</summary>
public sealed record NewKey
{
    /// <summary>Who will use it: a person, a team or a program; up to 100 characters. It stands in the history of everything recorded with the key.</summary>
    public required string Name { get; init; }

    /// <summary>What it allows; at least one.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>From when on it opens nothing; it does not expire when left out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A key as it is answered once, to the request that made it.</summary>
/// <param name="Secret">The whole key, to be sent as <c>Authorization: Bearer</c> or <c>X-Api-Key</c>. It is not stored and never shown again.</param>
public sealed record CreatedKey(KeyView Key, string Secret);

public sealed record CreateKey(NewKey Body) : IRequest<Result<CreatedKey>>, IHasBody<NewKey>;

public sealed class NewKeyValidator : AbstractValidator<NewKey>
{
    public NewKeyValidator(TimeProvider time)
    {
        RuleFor(key => key.Name)
            .Must(name => name.Length is > 0 and <= 100 && name.Trim() == name).WithMessage("Must have 1 to 100 characters, with no space at either end.")
            .Must(name => !name.Any(IsUnseen)).WithMessage("Must not hold characters that cannot be seen.")
            .Must(name => !KeyNames.IsReserved(name)).WithMessage("Is a name of the service's own.");
        RuleFor(key => key.Scopes)
            .Must(scopes => scopes.Count > 0).WithMessage("Must name at least one scope.")
            .Must(scopes => scopes.Distinct().Count() == scopes.Count).WithMessage("Must name each scope once.");
        RuleFor(key => key.ExpiresAt)
            .Must(at => at is null || at > time.GetUtcNow()).WithMessage("Must be in the future.");
    }

    private static bool IsUnseen(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

public sealed class CreateKeyHandler(IKeyStore store, IRequestContext request, TimeProvider time) : IRequestHandler<CreateKey, Result<CreatedKey>>
{
    public async Task<Result<CreatedKey>> Handle(CreateKey command, CancellationToken cancellationToken)
    {
        var text = KeyText.New();
        var key = new ApiKey
        {
            Id = text.Id,
            Name = command.Body.Name,
            Scopes = command.Body.Scopes,
            SecretHash = text.SecretHash(),
            CreatedAt = Microseconds(time.GetUtcNow()),
            CreatedBy = request.RecordedBy,
            ExpiresAt = command.Body.ExpiresAt is { } at ? Microseconds(at.ToUniversalTime()) : null,
        };
        return await store.TryAdd(key, cancellationToken)
            ? new CreatedKey(KeyView.Of(key), text.Reveal())
            : KeyErrors.NameTaken(key.Name);
    }

    /// <summary>As finely as the database keeps times, so that every answer shows the same.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
