using System.Globalization;
using System.Text;
using ConflictEvents.Application.Citations.ReadCitations;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Citations;

/// <summary>Documents as BibTeX entries. Text is UTF-8, as biber reads it; the characters that TeX would act on are escaped.</summary>
public static class BibTex
{
    public const string MediaType = "application/x-bibtex";

    public static string Of(IEnumerable<CitedDocument> documents)
    {
        var text = new StringBuilder();
        foreach (var cited in documents)
            Append(text, cited);
        return text.ToString();
    }

    private static void Append(StringBuilder text, CitedDocument cited)
    {
        var details = cited.Details;
        text.Append(CultureInfo.InvariantCulture, $"@{TypeOf(details.Type)}{{ce-{cited.Link.Id:N},\n");
        Field(text, "title", $"{{{Escape(details.Title)}}}");
        if (details.Authors.Count > 0)
            Field(text, "author", string.Join(" and ", details.Authors.Select(author => $"{{{Escape(author)}}}")));
        Field(text, PublisherField(details.Type), Escape(cited.Link.Source.Name));
        if (details.Published is { } published)
        {
            Field(text, "year", published.Earliest.Year.ToString("D4", CultureInfo.InvariantCulture));
            if (published.Earliest.Year == published.Latest.Year && published.Earliest.Month == published.Latest.Month)
                Field(text, "month", published.Earliest.Month.ToString(CultureInfo.InvariantCulture));
            Field(text, "date", published.Earliest == published.Latest ? $"{published.Earliest:O}" : $"{published.Earliest:O}/{published.Latest:O}");
        }

        if (details.Url is { } url)
            Field(text, "url", Escape(url));
        if (details.RetrievedOn is { } retrieved)
            Field(text, "urldate", $"{retrieved:O}");
        if (details.Language is { } language)
            Field(text, "langid", language);
        if (details.Inferred.Count > 0)
            Field(text, "note", CslJson.InferredNote(details));
        text.Append("}\n\n");
    }

    internal static void Field(StringBuilder text, string name, string value) => text.Append(CultureInfo.InvariantCulture, $"  {name} = {{{value}}},\n");

    private static string TypeOf(DocumentKind kind) => kind switch
    {
        DocumentKind.Article => "article",
        DocumentKind.Report => "techreport",
        _ => "misc",
    };

    private static string PublisherField(DocumentKind kind) => kind switch
    {
        DocumentKind.Article => "journal",
        DocumentKind.Report => "institution",
        _ => "howpublished",
    };

    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
