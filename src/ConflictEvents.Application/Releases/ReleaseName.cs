using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ConflictEvents.Application.Releases;

/// <summary>
/// What a release is called: 1 to 64 letters, digits, dots, hyphens and underscores of ASCII, beginning with a letter or digit, so that it can stand in any address. Case matters.
/// </summary>
public readonly partial record struct ReleaseName(string Text) : IParsable<ReleaseName>
{
    public const string Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    public static ReleaseName Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not the name of a release.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ReleaseName result)
    {
        var isName = s is not null && Form().IsMatch(s) && !s.EndsWith('\n');
        result = isName ? new ReleaseName(s!) : default;
        return isName;
    }

    public override string ToString() => Text;

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
