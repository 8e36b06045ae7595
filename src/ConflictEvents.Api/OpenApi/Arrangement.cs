using ConflictEvents.Api.Http;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConflictEvents.Api.OpenApi;

/// <summary>Puts the document in the order in which a newcomer reads it, and says what each group of operations is about.</summary>
internal sealed class Arrangement(IOptions<HttpOptions> options) : IDocumentFilter
{
    private static readonly (string Name, string Description)[] Tags =
    [
        ("Incidents", "What happened: where, when, what, who, and how it is known. Search them here, read the casualty figures with what became of each, report and correct them."),
        ("Casualties", "What the incidents add up to: by time, place, actor, kind and conflict, for charts and tables. A sum of incidents is no toll."),
        ("Conflicts", "The larger contests that incidents belong to, with the running totals that are stated for them as a whole."),
        ("Actors", "Armed groups, state forces, militias, organisations, leaders and civilian groups: who takes part, and who states figures."),
        ("Locations", "The gazetteer: places with their names in every spelling, and the places that contain them."),
        ("Sources", "Publishers and bodies that are cited, each with how far it can be relied on (Admiralty scale, A to F)."),
        ("Documents", "The articles, reports, posts and statements that citations lead to."),
        ("Changes", "Everything that is recorded, corrected or withdrawn, in the order in which it was: for whoever keeps a copy in step."),
        ("Releases", "States of knowledge that were given a name, so that a paper can cite them: `release` reads them on every address that takes `asOf`, the same for ever."),
        ("Exports", "Whole results as files, for what takes longer than a request should: ask for one, follow it, fetch it in one piece or in parts. A key sees the exports that it asked for."),
        ("Imports", "Datasets of others, from their files: UCDP GED and ACLED. Send a file, follow how far it is, see what was wrong with which row. A key with the scope `import` sees the imports that it asked for."),
        ("Review", "What editors have to decide: which incidents are the same. A key with the scope `review` sees what is to be compared, and decides."),
        ("Keys", "API keys: who may do what. Everything but `GET /v1/me` is for administrators."),
    ];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Servers = [new OpenApiServer { Url = options.Value.PublicBaseUrl?.AbsoluteUri.TrimEnd('/') ?? "/" }];

        var used = swaggerDoc.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(TagsOf).ToHashSet();
        swaggerDoc.Tags = Tags.Where(tag => used.Contains(tag.Name)).Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();

        var paths = new OpenApiPaths();
        foreach (var (path, item) in swaggerDoc.Paths.OrderBy(path => Rank(path.Value)).ThenBy(path => path.Key.Count(c => c is '/')))
        {
            paths.Add(path, new OpenApiPathItem { Operations = item.Operations!.OrderBy(operation => MethodRank(operation.Key)).ToDictionary() });
        }

        swaggerDoc.Paths = paths;
    }

    private static IEnumerable<string> TagsOf(OpenApiOperation operation) => operation.Tags?.Select(tag => tag.Name!) ?? [];

    private static int Rank(IOpenApiPathItem path)
    {
        var first = path.Operations!.Values.SelectMany(TagsOf).FirstOrDefault();
        var rank = Array.FindIndex(Tags, tag => tag.Name == first);
        return rank < 0 ? Tags.Length : rank;
    }

    private static int MethodRank(HttpMethod method) => Array.IndexOf([HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete], method);
}
