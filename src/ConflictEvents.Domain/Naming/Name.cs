namespace ConflictEvents.Domain.Naming;

/// <summary>What a name is to the thing that bears it.</summary>
public enum NameKind
{
    Official,

    /// <summary>Another name in use.</summary>
    Alias,
    Acronym,

    /// <summary>The same name in another script or spelling.</summary>
    Transliteration,

    /// <summary>A phrase that the press uses instead of a name ("Haftar's forces").</summary>
    Descriptor,
}

/// <summary>One of the names of a resource.</summary>
public sealed record Name
{
    /// <summary>Stands where a name has been erased.</summary>
    public const string Erased = "[erased]";

    internal static IReadOnlyList<Name> AllErased { get; } = [new() { Text = Erased }];

    /// <summary>The name itself, in any script.</summary>
    public required string Text { get; init; }

    /// <summary>BCP 47 language tag; null where the name belongs to no language.</summary>
    public string? Language { get; init; }

    public NameKind Kind { get; init; }
}

/// <summary>An id of the same thing in another register.</summary>
public sealed record ForeignId
{
    /// <summary>The register, in lower case: <c>ucdp</c>, <c>acled</c>, <c>wikidata</c>, <c>geonames</c>, <c>pcode</c> ...</summary>
    public required string Scheme { get; init; }

    /// <summary>The id as that register writes it.</summary>
    public required string Value { get; init; }
}
