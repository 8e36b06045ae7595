using System.Text;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Api.Tests.Erasure;

/// <summary>The sample, and beside it one resource of each kind that bears a word nothing else bears, and two incidents that come to mention them.</summary>
internal sealed class ErasureWorld : IAsyncDisposable
{
    private static readonly Guid Army = new("019a0000-0001-7000-8000-000000000001");
    private static readonly Guid Sabha = new("019a0000-0004-7000-8000-000000000004");
    private static readonly Guid TheNational = new("019a0000-0002-7000-8000-000000000001");
    private static readonly Guid Article = new("019a0000-0003-7000-8000-000000000001");

    public static readonly ResourceKind[] Kinds = Enum.GetValues<ResourceKind>();

    private readonly Dictionary<ResourceKind, Guid> _marked = [];

    private ErasureWorld(TestService service) => Service = service;

    public TestService Service { get; }

    /// <summary>In between all that happened.</summary>
    public List<DateTimeOffset> Moments { get; } = [];

    /// <summary>Mentions everything but the marked incident, from its first version to its last.</summary>
    public Guid Raid { get; private set; }

    public Guid this[ResourceKind kind] => _marked[kind];

    public static string Plural(ResourceKind kind) => $"{kind.ToString().ToLowerInvariant()}s";

    public static string Word(ResourceKind kind) => $"norblax{kind.ToString().ToLowerInvariant()}";

    public string Path(ResourceKind kind) => $"/v1/{Plural(kind)}/{this[kind]}";

    public static async Task<ErasureWorld> Create()
    {
        var world = new ErasureWorld(await TestService.WithSample());
        await world.Record();
        return world;
    }

    /// <returns>Where in the database the word stands, in letters, in bytes or by its sound.</returns>
    public async Task<IReadOnlyList<string>> Traces(ResourceKind kind)
    {
        var tables = await Sql.Lines(
            Service.ConnectionString,
            "select format('%I.%I', nspname, relname) from pg_class c join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'p', 'm') and nspname !~ '^(pg_|information_schema)'");
        var forms = new[] { Word(kind), NameKey.Skeleton(Word(kind)) };
        var patterns = forms.Concat(forms.Concat([Word(kind)[1..]]).Select(form => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(form))));
        var conditions = string.Join(" or ", patterns.Select(pattern => $"t::text ilike '%{pattern}%'"));
        var found = new List<string>();
        foreach (var table in tables)
            found.AddRange((await Sql.Lines(Service.ConnectionString, $"select left(t::text, 100) from {table} t where {conditions}")).Select(row => $"{table} {row}"));
        return found;
    }

    public Task<JsonAnswer> Erase(ResourceKind kind, string ifMatch = "*") =>
        Service.Writer.Send(HttpMethod.Post, $"{Path(kind)}/erasure", new { reason = "Order 2026/114." }, ifMatch);

    public Task<JsonAnswer> Correct(ResourceKind kind, string ifMatch = "*") =>
        Service.Writer.Send(HttpMethod.Put, Path(kind), Body(kind, "once more").Because("The test asks for it."), ifMatch);

    /// <returns>The addresses of lists and single resources of every kind and in every form, now and at the moments.</returns>
    public async Task<IReadOnlyList<string>> Addresses()
    {
        var now = new List<string>
        {
            "/v1/incidents?f=csv", "/v1/incidents?f=geojson", "/v1/incidents?f=ndjson", "/v1/incidents?q=norblaxactor", "/v1/incidents?q=norblaxincident",
            $"/v1/incidents?actorId={this[ResourceKind.Actor]}", $"/v1/incidents?conflictId={this[ResourceKind.Conflict]}", "/v1/casualties?groupBy=month",
            "/v1/actors?q=norblaxactor", "/v1/locations?q=norblaxlocation", "/v1/documents?q=norblaxdocument",
        };
        foreach (var kind in Kinds)
        {
            now.Add($"/v1/{Plural(kind)}?limit=1000");
            foreach (var item in (await Service.Writer.Get($"/v1/{Plural(kind)}?limit=1000"))["items"]!.AsArray())
            {
                var single = $"/v1/{Plural(kind)}/{item!["id"]}";
                now.AddRange([single, $"{single}/history", $"{single}/history?from=1&to=2"]);
                if (kind is ResourceKind.Incident or ResourceKind.Conflict or ResourceKind.Document)
                    now.AddRange([$"{single}/citations", $"{single}/citations?f=bibtex"]);
                if (kind is ResourceKind.Incident)
                    now.AddRange([$"{single}/estimate", $"{single}/estimate?explain=true", $"{single}/similar"]);
                if (kind is ResourceKind.Conflict)
                    now.Add($"{single}/tolls");
            }
        }

        return [.. now, .. Moments.SelectMany(moment => now.Select(path => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}asOf={moment.Text()}"))];
    }

    public async Task<Dictionary<string, string>> Answers(IEnumerable<string> addresses)
    {
        var answers = new Dictionary<string, string>();
        foreach (var path in addresses)
        {
            // What is asked for twice is kept, and must not be given any more when it should not be.
            (await Service.Reader.GetAsync(path)).Dispose();
            using var response = await Service.Reader.GetAsync(path);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True((int)response.StatusCode < 500, $"{path} answered {response.StatusCode}: {text}");

            // A refusal bears the trace id of its request.
            answers[path] = response.IsSuccessStatusCode ? text : $"{(int)response.StatusCode}";
        }

        return answers;
    }

    public async ValueTask DisposeAsync() => await Service.DisposeAsync();

    private async Task Record()
    {
        await Pause();
        foreach (var kind in new[] { ResourceKind.Actor, ResourceKind.Source, ResourceKind.Document, ResourceKind.Location, ResourceKind.Conflict, ResourceKind.Incident })
            _marked[kind] = await Service.Record(Plural(kind), Body(kind, "first"));
        await Pause();

        var mentioning = Bodies.Incident("Raid on the depot", this[ResourceKind.Location], this[ResourceKind.Document])
            .With("participants", new JsonArray(Bodies.Participant(this[ResourceKind.Actor], Article)))
            .With("conflictIds", new JsonArray(this[ResourceKind.Conflict].ToString()));
        Raid = await Service.Record("incidents", mentioning.With("claims", new JsonArray(Bodies.Killed(7, this[ResourceKind.Source], Article))));
        var passing = await Service.Record("incidents", Bodies.Incident("Skirmish", Sabha, Article));
        await Pause();

        // One incident mentions them for a while alone, and another resource of each kind that can does so too.
        await Service.Correct("incidents", passing, mentioning.With("title", "Skirmish"));
        await Service.Record("actors", Bodies.Actor("Ally").With("relations", new JsonArray(new JsonObject
        {
            ["kind"] = "allied_with",
            ["actorId"] = this[ResourceKind.Actor].ToString(),
            ["citations"] = new JsonArray(new JsonObject { ["documentId"] = this[ResourceKind.Document].ToString() }),
        })));
        await Service.Record("locations", Bodies.Location("Yard", this[ResourceKind.Location]));
        await Service.Record("documents", Bodies.Document("Annex", this[ResourceKind.Source]));
        await Service.Record("conflicts", Bodies.Conflict("Feud").With("parentId", this[ResourceKind.Conflict].ToString()));
        await Pause();
        foreach (var kind in Kinds)
            await Service.Correct(Plural(kind), this[kind], Body(kind, "second"));
        await Pause();
        await Service.Correct("incidents", passing, Bodies.Incident("Skirmish", Sabha, Article));
        await Service.Correct("actors", Army, Bodies.Actor("Army of the East"));
        foreach (var kind in Kinds)
            await Service.Correct(Plural(kind), this[kind], Body(kind, "third"));
        var claim = await Service.Writer.Post($"/v1/incidents/{Raid}/claims", Bodies.Killed(9, this[ResourceKind.Source], this[ResourceKind.Document]));
        Assert.Equal(201, claim.Status);
        await Pause();
        await Service.Retract("actors", await Service.Record("actors", Bodies.Actor("Late")));
    }

    private static JsonObject Body(ResourceKind kind, string ordinal)
    {
        var name = $"{Word(kind)} {ordinal}";
        return kind switch
        {
            ResourceKind.Actor => Bodies.Actor(name, $"{ordinal} {Word(kind)}").With("description", name).With("foreignIds", ForeignIds(name)),
            ResourceKind.Source => Bodies.Source(name, "A").With("description", name).With("affiliatedActorId", Army.ToString()),
            ResourceKind.Document => Bodies.Document(name, TheNational).With("note", name).With("url", $"https://example.org/{Word(kind)}").With("authors", new JsonArray(name)),
            ResourceKind.Location => Bodies.Location(name, Sabha).With("description", name).With("admin1", name),
            ResourceKind.Conflict => Bodies.Conflict(name).With("description", name),
            _ => Bodies.Incident(name, Sabha, Article).With("summary", name).With("foreignIds", ForeignIds(name)),
        };
    }

    private static JsonArray ForeignIds(string value) => new(new JsonObject { ["scheme"] = "wikidata", ["value"] = value.Replace(' ', '-') });

    private async Task Pause() => Moments.Add((await Service.Writer.Get($"/v1/actors/{await Service.Record("actors", Bodies.Actor("Hour"))}")).UpdatedAt());
}
