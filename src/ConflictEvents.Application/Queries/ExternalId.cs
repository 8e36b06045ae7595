using System.Diagnostics.CodeAnalysis;

namespace ConflictEvents.Application.Queries;

/// <summary>An id that another register gives, written <c>scheme:value</c>. The value may hold colons itself.</summary>
public readonly record struct ExternalId(string Scheme, string Value) : IParsable<ExternalId>
{
    public static ExternalId Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not a scheme and a value with a colon between.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ExternalId result)
    {
        var colon = s?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        var isWhole = colon > 0 && colon < s!.Length - 1;
        result = isWhole ? new ExternalId(s![..colon], s[(colon + 1)..]) : default;
        return isWhole;
    }

    public override string ToString() => $"{Scheme}:{Value}";
}
