using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Imports;

/// <summary>What rows tell one resource by from all others of its kind: the id that a register gives it, or its name.</summary>
/// <param name="Scheme">The register; null for a name.</param>
/// <param name="Value">The id in the register, or the name folded.</param>
/// <param name="Country">Of a place that is told by its name: ISO 3166-1 alpha-2.</param>
/// <param name="Admin1">
/// Of a place that is told by its name: that of its first-order subdivision, folded; null where it is not known, and for the subdivision itself.
/// </param>
public readonly record struct Mention(ResourceKind Kind, string? Scheme, string Value, string? Country = null, string? Admin1 = null)
{
    /// <summary>That of a resource which is recorded for being mentioned so: the next import arrives at the same one.</summary>
    public Guid Id => this switch
    {
        { Scheme: { } scheme } => NamedId.Of(Word(Kind), scheme, Value),
        { Kind: ResourceKind.Location } => NamedId.Of(Word(Kind), Country, Admin1, Value),
        _ => NamedId.Of(Word(Kind), "name", Value),
    };

    /// <summary>Names that differ in case, accents or punctuation alone are one. A name of nothing but punctuation is its own.</summary>
    public static string Folded(string name) => NameKey.Folded(name) is { Length: > 0 } folded ? folded : name.Trim();

    internal static string Word(ResourceKind kind) => kind.ToString().ToLowerInvariant();
}
