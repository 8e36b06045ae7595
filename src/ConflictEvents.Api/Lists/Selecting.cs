using System.ComponentModel;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;

namespace ConflictEvents.Api.Lists;

/// <summary>Which members of a resource are wanted.</summary>
public sealed record Selecting<TDocument>
{
    [Description(Selection.Description)]
    public Member<TDocument>[]? Fields { get; init; }

    /// <inheritdoc cref="Selection.Of"/>
    public MemberSelection? Members() => Selection.Of(Fields, include: null);
}

internal static class Selection
{
    public const string Description = "Only these members, separated by commas; the `id` is always there.";

    /// <returns>Null for all of them, and none besides.</returns>
    public static MemberSelection? Of<TDocument>(Member<TDocument>[]? fields, IncidentPart[]? include) => fields is not { Length: > 0 } && include is not { Length: > 0 }
        ? null
        : new MemberSelection(fields is { Length: > 0 } ? fields.Select(field => field.Name).ToHashSet() : null, (include ?? []).Select(part => part.Name).ToHashSet());
}
