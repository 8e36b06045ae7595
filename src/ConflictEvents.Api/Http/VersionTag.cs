using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>
/// The entity tag of one version of a resource: <c>"v7"</c>. Where the same version is answered in other words than before, because a name
/// it mentions has changed, a count of the renderings follows: <c>"v7.2"</c>. Behind it may stand what <see cref="EntityTags.AsSent"/> adds.
/// It is a strong tag.
/// </summary>
/// <param name="Version">At least 1.</param>
/// <param name="Rendering">At least 1; 1 is not written.</param>
public readonly partial record struct VersionTag(int Version, int Rendering = 1)
{
    /// <summary>With its quotes, as it stands in a header.</summary>
    public override string ToString() => Rendering > 1
        ? string.Create(CultureInfo.InvariantCulture, $"\"v{Version}.{Rendering}\"")
        : string.Create(CultureInfo.InvariantCulture, $"\"v{Version}\"");

    public EntityTagHeaderValue ToHeader() => new(ToString());

    /// <summary>Reads the tag as it was sent, with the name of a coding or without; see <see cref="EntityTags.AsSent"/>.</summary>
    /// <returns>Null when the tag is none that this service ever gave out; then it matches no version.</returns>
    public static VersionTag? From(EntityTagHeaderValue tag)
    {
        var match = Form().Match(tag.Tag.Value ?? "");
        if (tag.IsWeak || !match.Success || !int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var version))
            return null;
        if (!match.Groups[2].Success)
            return new VersionTag(version);
        return int.TryParse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var rendering) ? new VersionTag(version, rendering) : null;
    }

    [GeneratedRegex("""^"v([1-9][0-9]*)(?:\.([1-9][0-9]*))?(?:-e[1-9][0-9]*)?(?:-(?:br|gzip))?"$""", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
