using System.ComponentModel;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Resources.ListReferences;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Api.References;

/// <summary>The query parameters of a list of references.</summary>
internal interface IReferenceQuery
{
    ReferenceFilter ToFilter();
}

internal static class ReferenceQueries
{
    public const string Name = "A name, in any spelling or script, such as `hifter`.";
    public const string Country = "One or more countries, ISO 3166-1 alpha-2 or alpha-3, separated by commas; any of them: `LY`, `LY,TUN`.";

    public static IReadOnlyList<string>? Words<TEnum>(TEnum[]? values)
        where TEnum : struct, Enum => values is { Length: > 0 } ? [.. values.Select(JsonContract.NameOf)] : null;
}

internal sealed record ActorQuery : IReferenceQuery
{
    [Description(ReferenceQueries.Name)]
    public string? Q { get; init; }

    [Description("One or more types of actor, separated by commas; any of them.")]
    public ActorKind[]? Type { get; init; }

    [Description(ReferenceQueries.Country)]
    public CountryList? Country { get; init; }

    public ReferenceFilter ToFilter() => new(ResourceKind.Actor, Q, ReferenceQueries.Words(Type), Country?.Codes, null);
}

internal sealed record LocationQuery : IReferenceQuery
{
    [Description(ReferenceQueries.Name)]
    public string? Q { get; init; }

    [Description("One or more types of location, separated by commas; any of them.")]
    public LocationKind[]? Type { get; init; }

    [Description(ReferenceQueries.Country)]
    public CountryList? Country { get; init; }

    [Description("The location directly above.")]
    public Guid? ParentId { get; init; }

    public ReferenceFilter ToFilter() => new(ResourceKind.Location, Q, ReferenceQueries.Words(Type), Country?.Codes, ParentId);
}

internal sealed record SourceQuery : IReferenceQuery
{
    [Description(ReferenceQueries.Name)]
    public string? Q { get; init; }

    [Description("One or more types of source, separated by commas; any of them.")]
    public SourceKind[]? Type { get; init; }

    [Description(ReferenceQueries.Country)]
    public CountryList? Country { get; init; }

    public ReferenceFilter ToFilter() => new(ResourceKind.Source, Q, ReferenceQueries.Words(Type), Country?.Codes, null);
}

internal sealed record DocumentQuery : IReferenceQuery
{
    [Description("Words of the title.")]
    public string? Q { get; init; }

    [Description("One or more types of document, separated by commas; any of them.")]
    public DocumentKind[]? Type { get; init; }

    [Description("The publisher.")]
    public Guid? SourceId { get; init; }

    public ReferenceFilter ToFilter() => new(ResourceKind.Document, Q, ReferenceQueries.Words(Type), null, SourceId);
}

internal sealed record ConflictQuery : IReferenceQuery
{
    [Description(ReferenceQueries.Name)]
    public string? Q { get; init; }

    [Description(ReferenceQueries.Country)]
    public CountryList? Country { get; init; }

    [Description("The conflict directly above.")]
    public Guid? ParentId { get; init; }

    public ReferenceFilter ToFilter() => new(ResourceKind.Conflict, Q, null, Country?.Codes, ParentId);
}
