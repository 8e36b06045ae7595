using System.Diagnostics.CodeAnalysis;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Rendering;

namespace ConflictEvents.Application.Queries;

/// <summary>A parameter that is one of some names.</summary>
public interface IChoice
{
    static abstract IReadOnlyList<string> Names { get; }
}

/// <summary>The name of a member that something is answered with, as it stands in JSON.</summary>
/// <typeparam name="TDocument">What is answered.</typeparam>
[SuppressMessage("Design", "CA1000", Justification = "The interfaces ask for them.")]
public readonly record struct Member<TDocument>(string Name) : IChoice, IParsable<Member<TDocument>>
{
    public static IReadOnlyList<string> Names { get; } = [.. JsonContract.Options.GetTypeInfo(typeof(TDocument)).Properties.Select(property => property.Name)];

    public static Member<TDocument> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not the name of a member.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Member<TDocument> result)
    {
        result = new Member<TDocument>(s ?? "");
        return Names.Contains(result.Name);
    }
}

/// <summary>A member of the incident's document that its card in a list has only when asked for.</summary>
public readonly record struct IncidentPart(string Name) : IChoice, IParsable<IncidentPart>
{
    // The citations of the card are those of the document, so they can be asked for beside other fields.
    public static IReadOnlyList<string> Names { get; } =
        [.. Member<IncidentDocument>.Names.Where(name => name is "citations" || !Member<IncidentCard>.Names.Contains(name))];

    public static IncidentPart Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not the name of a part.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out IncidentPart result)
    {
        result = new IncidentPart(s ?? "");
        return Names.Contains(result.Name);
    }
}
