using System.Text.Json.Nodes;
using ConflictEvents.Application.Citations.ReadCitations;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Citations;

/// <summary>Documents as CSL-JSON items (Citation Style Language 1.0.2, data schema), for Zotero, pandoc and the like.</summary>
public static class CslJson
{
    public const string MediaType = "application/vnd.citationstyles.csl+json";

    public static JsonArray Of(IEnumerable<CitedDocument> documents) => new([.. documents.Select(Item)]);

    private static JsonObject Item(CitedDocument cited)
    {
        var details = cited.Details;
        var item = new JsonObject { ["id"] = cited.Link.Id.ToString(), ["type"] = TypeOf(details.Type), ["title"] = details.Title };
        if (details.Authors.Count > 0)
            item["author"] = new JsonArray([.. details.Authors.Select(author => new JsonObject { ["literal"] = author })]);
        item[IsPeriodical(details.Type) ? "container-title" : "publisher"] = cited.Link.Source.Name;
        if (details.Published is { } published)
            item["issued"] = Date(published);
        if (details.RetrievedOn is { } retrieved)
            item["accessed"] = new JsonObject { ["date-parts"] = new JsonArray(Parts(retrieved)) };
        if (details.Language is { } language)
            item["language"] = language;
        if (details.Url is { } url)
            item["URL"] = url;
        if (details.ArchivedUrl is { } archived)
            item["archive_location"] = archived;
        if (details.Inferred.Count > 0)
            item["note"] = InferredNote(details);
        return item;
    }

    internal static string InferredNote(DocumentDetails details) =>
        $"Inferred, not stated in the document: {string.Join(", ", details.Inferred.Select(field => field.ToString().ToLowerInvariant()))}.";

    internal static bool IsPeriodical(DocumentKind kind) => kind is DocumentKind.Article or DocumentKind.Broadcast;

    private static string TypeOf(DocumentKind kind) => kind switch
    {
        DocumentKind.Article => "article-newspaper",
        DocumentKind.Report => "report",
        DocumentKind.Post => "post",
        DocumentKind.Statement => "speech",
        DocumentKind.Broadcast => "broadcast",
        DocumentKind.Dataset or DocumentKind.DatasetRow => "dataset",
        _ => "document",
    };

    private static JsonObject Date(DateWindow window)
    {
        var parts = window.Earliest == window.Latest
            ? new JsonArray(Parts(window.Earliest))
            : new JsonArray(Parts(window.Earliest), Parts(window.Latest));
        var date = new JsonObject { ["date-parts"] = parts };
        if (window.Inferred)
            date["circa"] = true;
        return date;
    }

    internal static JsonArray Parts(DateOnly date) => new(date.Year, date.Month, date.Day);
}
