using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ConflictEvents.Application.Citations;

namespace ConflictEvents.Application.Releases;

/// <summary>How a release is cited.</summary>
/// <param name="Text">The line that its publisher asks to be cited by.</param>
/// <param name="Csl">The entry of a reference list as CSL-JSON: a list of one item.</param>
/// <param name="BibTeX">The same as BibTeX.</param>
public sealed record ReleaseCitation(string Text, JsonNode Csl, string BibTeX)
{
    /// <param name="address">Where the release is read, absolute.</param>
    public static ReleaseCitation Of(Release release, string address) => new(release.Citation, CslOf(release, address), BibTeXOf(release, address));

    private static JsonArray CslOf(Release release, string address)
    {
        var item = new JsonObject { ["id"] = Key(release), ["type"] = "dataset", ["title"] = release.Title };
        if (release.Authors.Count > 0)
            item["author"] = new JsonArray([.. release.Authors.Select(author => new JsonObject { ["literal"] = author })]);
        item["version"] = release.Name;
        item["issued"] = new JsonObject { ["date-parts"] = new JsonArray(CslJson.Parts(Issued(release))) };
        item["URL"] = address;
        item["note"] = Note(release);
        return new JsonArray(item);
    }

    private static string BibTeXOf(Release release, string address)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"@dataset{{{Key(release)},\n");
        BibTex.Field(text, "title", $"{{{BibTex.Escape(release.Title)}}}");
        if (release.Authors.Count > 0)
            BibTex.Field(text, "author", string.Join(" and ", release.Authors.Select(author => $"{{{BibTex.Escape(author)}}}")));
        BibTex.Field(text, "version", BibTex.Escape(release.Name));
        BibTex.Field(text, "year", Issued(release).Year.ToString("D4", CultureInfo.InvariantCulture));
        BibTex.Field(text, "month", Issued(release).Month.ToString(CultureInfo.InvariantCulture));
        BibTex.Field(text, "date", $"{Issued(release):O}");
        BibTex.Field(text, "url", BibTex.Escape(address));
        BibTex.Field(text, "note", BibTex.Escape(Note(release)));
        text.Append("}\n\n");
        return text.ToString();
    }

    private static string Key(Release release) => $"ce-release-{release.Name}";

    private static DateOnly Issued(Release release) => DateOnly.FromDateTime(release.CreatedAt.UtcDateTime);

    private static string Note(Release release) => $"{release.Citation} (SHA-256 {release.Checksum})";
}
