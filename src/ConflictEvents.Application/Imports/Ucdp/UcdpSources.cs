using System.Text.RegularExpressions;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Imports.Ucdp;

/// <summary>
/// The publications that UCDP quotes. Since 2013 source_article is a list of quoted items, each an office, a date and a headline; the
/// same stand in three lists of their own, which a semicolon inside a headline throws out of step. Before, it is free text.
/// </summary>
internal static partial class UcdpSources
{
    public const int WordsLength = 300;

    private const int TitleLength = 300;
    private const int NoteLength = 1_000;
    private const int MostCitations = 200;

    /// <summary>What UCDP writes where it has no date of publication.</summary>
    private static readonly DateOnly Sentinel = new(1753, 1, 1);

    /// <summary>Where the incident itself is reported: the record of the dataset first, then the publications.</summary>
    public static IReadOnlyList<Citation> Citations(UcdpRow ged, Citation record, DatasetRelease release, RowCheck check)
    {
        var articles = Articles(check, out var isFreeText);
        var citations = new List<Citation> { isFreeText ? record with { AttributedTo = [new Claimant { Description = check.Text("source_article", WordsLength)! }] } : record };
        foreach (var article in articles)
        {
            if (citations.Count == MostCitations)
            {
                check.Warn("source_article", "too-many-sources", "The row quotes more publications than an incident is cited from; the first of them were recorded.");
                break;
            }

            var document = Document(article, ged.Occurred, release, check);
            if (!citations.Exists(citation => citation.DocumentId == document))
                citations.Add(new Citation { DocumentId = document });
        }

        return citations;
    }

    private static List<Article> Articles(RowCheck check, out bool isFreeText)
    {
        var (offices, dates, headlines) = (Items(check["source_office"]), Items(check["source_date"]), Items(check["source_headline"]));
        var quoted = Quoted(check["source_article"]);
        isFreeText = quoted.Count == 0 && offices.Length == 0 && check["source_article"] is not null;
        if (offices.Length != dates.Length || offices.Length != headlines.Length)
            check.Warn("source_headline", "uneven-sources", quoted.Count > 0
                ? "The lists of offices, dates and headlines differ in length; the publications were taken from source_article."
                : "The lists of offices, dates and headlines differ in length; what has no counterpart was left open.");
        if (quoted.Count > 0)
            return quoted;

        // A headline that cannot be told from the next one belongs to no office.
        var areInStep = headlines.Length == offices.Length;
        return [.. offices.Select((office, i) => new Article(
            office, i < dates.Length ? dates[i] : null, areInStep ? headlines[i] : offices.Length == 1 ? check["source_headline"] : null))];
    }

    /// <returns>The items of <c>"office,date,headline";"office,date,headline"</c>; none unless all of them have that form.</returns>
    private static List<Article> Quoted(string? text)
    {
        if (text is not ['"', .., '"'])
            return [];
        var articles = new List<Article>();
        foreach (var item in text[1..^1].Split("\";\""))
        {
            if (DateBetweenCommas().Match(item) is not { Success: true, Index: > 0 } date)
                return [];
            articles.Add(new Article(item[..date.Index], date.Groups[1].Value, item[(date.Index + date.Length)..]));
        }

        return articles;
    }

    private static string[] Items(string? list) => list is null ? [] : list.Split(';', StringSplitOptions.TrimEntries);

    private static Guid Document(Article article, DateWindow occurred, DatasetRelease release, RowCheck check)
    {
        var office = Line(article.Office) ?? "Unnamed source";
        var headline = Line(article.Headline);
        var title = Title(headline, office, check);
        var published = Published(article.Date, occurred, check);
        return release.References.AddDocument(["article", office, article.Date, headline], () => new DocumentDetails
        {
            Type = DocumentKind.Article,
            SourceId = release.References.AddSource(office, () => new SourceDetails
            {
                Type = SourceKind.Other,
                Names = [new Name { Text = Texts.Shortened(office, TitleLength), Kind = NameKind.Official }],
            }),
            Title = title,
            Url = headline is null ? null : Address(headline),
            Published = published,
            Inferred = headline is null ? [DocumentField.Title] : [],
            Note = headline is null || headline == title ? null : Texts.Shortened(headline, NoteLength),
        });
    }

    private static string Title(string? headline, string office, RowCheck check)
    {
        var title = Texts.Shortened(headline ?? $"Report of {office}", TitleLength);
        if (headline is not null && title != headline)
            check.Warn("source_headline", "shortened", "A headline is longer than the title of a document may be; its note has more of it.");
        return title;
    }

    private static DateWindow? Published(string? text, DateWindow occurred, RowCheck check)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        switch (RowCheck.DayOf(text.Trim()))
        {
            case null:
                check.Warn("source_date", "invalid-date", "A date of publication cannot be read and was left out.");
                return null;
            case { } day when day == Sentinel:
                check.Warn("source_date", "sentinel-date", "A date of publication is 1753-01-01, which stands for none, and was left out.");
                return null;
            case { } day when !check.IsPast(day):
                check.Warn("source_date", "date-out-of-range", "A date of publication lies before 1900 or in the future, and was left out.");
                return null;
            case { } day:
                if (day < occurred.Earliest)
                    check.Warn("source_date", "source-before-event", "A publication is dated before the event that it reports.");
                return new DateWindow { Earliest = day, Latest = day };
        }
    }

    private static string? Line(string? text) => text is not null && Texts.OneLine(text) is { Length: > 0 } line && line is not "NA" ? line : null;

    private static string? Address(string text) =>
        WebAddress().Match(text) is { Success: true, Value: { Length: <= 2_048 } address } && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? address : null;

    /// <param name="Date">As the row has it.</param>
    private sealed record Article(string Office, string? Date, string? Headline);

    [GeneratedRegex(@",(\d{4}-\d{2}-\d{2}),", RegexOptions.CultureInvariant)]
    private static partial Regex DateBetweenCommas();

    [GeneratedRegex(@"https?://[^\s"";,]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();
}
