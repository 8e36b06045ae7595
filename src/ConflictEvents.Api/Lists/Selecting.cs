using System.ComponentModel;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;

namespace ConflictEvents.Api.Lists;

/// <summary>Which members of a resource are wanted.</summary>
public sealed record Selecting<TDocument>
{
    [Description("Only these members, separated by commas; the `id` is always there.")]
    public Member<TDocument>[]? Fields { get; init; }

    /// <returns>Null for all of them.</returns>
    public MemberSelection? Members(IncidentPart[]? include = null) => Fields is not { Length: > 0 } && include is not { Length: > 0 }
        ? null
        : new MemberSelection(Fields is { Length: > 0 } ? Fields.Select(field => field.Name).ToHashSet() : null, (include ?? []).Select(part => part.Name).ToHashSet());
}

/// <summary>What an incident of a list is shown with, beyond what every list shows.</summary>
public sealed record Including
{
    [Description("Members of the whole incident that each item of the list is to have besides, separated by commas.")]
    public IncidentPart[]? Include { get; init; }
}
