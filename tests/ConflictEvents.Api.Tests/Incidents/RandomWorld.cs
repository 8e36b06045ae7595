using System.Globalization;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>A small world in which everything that filters ask for is there, in random incidents that share it.</summary>
internal sealed class RandomWorld
{
    private static readonly (string Type, string SubType)[] SubTypes = [("battles", "armed_clash"), ("protests", "peaceful_protest"), ("riots", "mob_violence")];
    private static readonly string?[] Violence = ["state_based", "non_state", "one_sided", null];
    private static readonly string[] Roles = ["attacker", "defender", "target"];
    private static readonly (string Precision, int Days)[] Windows = [("day", 1), ("days", 6), ("week", 14), ("month", 20), ("year", 20)];

    private readonly TestService _service;
    private readonly Recorder _record;
    private readonly Random _random;
    private readonly List<(Guid Source, Guid Document)> _documents;

    private RandomWorld(TestService service, Random random, RandomWorld? same = null)
    {
        (_service, _record, _random) = (service, new Recorder(service), random);
        (Locations, Province, Actors, Conflicts, _documents) = (same?.Locations ?? [], same?.Province ?? default, same?.Actors ?? [], same?.Conflicts ?? [], same?._documents ?? []);
    }

    /// <summary>Each with the places within it, itself included.</summary>
    public Dictionary<Guid, HashSet<Guid>> Locations { get; }

    public Guid Province { get; private set; }

    /// <summary>Each with the actors that are part of it, itself included.</summary>
    public Dictionary<Guid, HashSet<Guid>> Actors { get; }

    /// <summary>Each with the conflicts below it, itself included.</summary>
    public Dictionary<Guid, HashSet<Guid>> Conflicts { get; }

    public IReadOnlyList<Guid> Documents => [.. _documents.Select(document => document.Document)];

    public IReadOnlyList<Guid> Sources => [.. _documents.Select(document => document.Source)];

    public static async Task<RandomWorld> Made(TestService service, Random random)
    {
        var world = new RandomWorld(service, random);
        await world.Prepare();
        return world;
    }

    /// <returns>The same world, for somebody who chooses otherwise meanwhile.</returns>
    public RandomWorld With(Random random) => new(_service, random, this);

    /// <summary>One in three is recorded here; the others are imported from two datasets.</summary>
    public Task<Guid> Incident(int number) => (number % 3) switch
    {
        0 => _record.Record("incidents", Body(number)),
        1 => _service.Import(Body(number), Importing.Origin("first-set", $"{number}")),
        _ => _service.Import(Body(number), Importing.Origin("second-set", $"{number}")),
    };

    public JsonObject Body(int number)
    {
        var (type, subType) = Pick(SubTypes);
        var (precision, days) = Pick(Windows);
        var first = new DateOnly(2020, 1, 1).AddDays(_random.Next(60));
        var claims = Enumerable.Range(0, _random.Next(3)).Select(_ => (JsonNode)Claim()).ToArray();
        return new JsonObject
        {
            ["title"] = $"Incident {number}",
            ["type"] = type,
            ["subType"] = _random.Next(2) == 0 ? subType : null,
            ["violence"] = Pick(Violence),
            ["occurred"] = new JsonObject
            {
                ["earliest"] = Day(first),
                ["latest"] = Day(first.AddDays(_random.Next(days))),
                ["precision"] = precision,
            },
            ["place"] = Place(),
            ["participants"] = new JsonArray([.. Some(Actors.Keys).Select(actor => (JsonNode)new JsonObject
            {
                ["actorId"] = actor, ["role"] = Pick(Roles), ["citations"] = Citations(),
            })]),
            ["conflictIds"] = new JsonArray([.. Some(Conflicts.Keys).Select(conflict => (JsonNode)conflict)]),
            ["claims"] = new JsonArray(claims),
            ["citations"] = Citations(),
            ["foreignIds"] = _random.Next(3) > 0 ? [] : new JsonArray(new JsonObject { ["scheme"] = "ucdp", ["value"] = $"{number}" }),
        };
    }

    public JsonObject Claim() => new()
    {
        ["measure"] = _random.Next(2) == 0 ? "killed" : "injured",
        ["number"] = _random.Next(8),
        ["victims"] = _random.Next(3) == 0 ? "civilians" : "all",
        ["claimant"] = _random.Next(2) == 0
            ? new JsonObject { ["sourceId"] = Pick(_documents).Source }
            : new JsonObject { ["actorId"] = Pick([.. Actors.Keys]) },
        ["citations"] = Citations(),
    };

    /// <summary>Records another resource in the place of one that nothing may mention any more; only of what new incidents mention.</summary>
    public async Task Replace(string plural, Guid gone, string name)
    {
        switch (plural)
        {
            case "actors" when Actors.ContainsKey(gone):
                Exchange(Actors, gone, await _record.Actor(name));
                break;
            case "locations":
                Exchange(Locations, gone, await _record.Location(name, more: new { country = "UA" }));
                break;
            case "conflicts":
                Exchange(Conflicts, gone, await _record.Conflict(name));
                break;
            case "sources":
                var source = await _record.Source(name);
                ReplaceAll(_documents, document => document.Source == gone ? (source, document.Document) : document);
                break;
            case "documents":
                var other = await _record.Document(Sources[0], name);
                ReplaceAll(_documents, document => document.Document == gone ? (document.Source, other) : document);
                break;
        }
    }

    public T Pick<T>(IReadOnlyList<T> among) => among[_random.Next(among.Count)];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private IEnumerable<Guid> Some(IEnumerable<Guid> among) => among.Where(_ => _random.Next(4) == 0);

    private static void Exchange(Dictionary<Guid, HashSet<Guid>> all, Guid gone, Guid other)
    {
        all.Remove(gone);
        foreach (var within in all.Values)
            within.Remove(gone);
        all.Add(other, [other]);
    }

    private static void ReplaceAll<T>(List<T> all, Func<T, T> replacement)
    {
        for (var i = 0; i < all.Count; i++)
            all[i] = replacement(all[i]);
    }

    private JsonArray Citations() => new(new JsonObject { ["documentId"] = Pick(_documents).Document });

    private JsonObject Place()
    {
        var place = new JsonObject { ["locationId"] = Pick([.. Locations.Keys]) };
        if (_random.Next(3) > 0)
        {
            // On a grid, so that bounds which lie on it are met exactly; two degrees either side of the antimeridian.
            var longitude = 176 + _random.Next(9);
            place["longitude"] = longitude > 180 ? longitude - 360 : longitude;
            place["latitude"] = _random.Next(5);
            place["uncertaintyMeters"] = _random.Next(1, 5) * 500;
        }

        return place;
    }

    private async Task Prepare()
    {
        foreach (var name in new[] { "Herald", "Monitor", "Observer" })
        {
            var source = await _record.Source(name);
            _documents.Add((source, await _record.Document(source, $"Report of {source}")));
        }

        var country = await _record.Location("Utopia", more: new { country = "UA", type = "country" });
        var province = await _record.Location("Midland", more: new { country = "UA", type = "admin1", parentId = country });
        Province = province;
        var town = await _record.Location("Middleton", 178, 2, new { country = "UA", parentId = province });
        var city = await _record.Location("Capital", -179, 3, new { country = "UA", parentId = country });
        var abroad = await _record.Location("Farway", more: new { country = "LY", admin1 = "Outland" });
        var sea = await _record.Location("The sea", more: new { type = "water" });
        foreach (var (place, within) in new[] { (country, new[] { country, province, town, city }), (province, [province, town]), (town, [town]), (city, [city]), (abroad, [abroad]), (sea, [sea]) })
            Locations.Add(place, [.. within]);

        var army = await _record.Actor("Army");
        var brigade = await _record.Actor("Brigade", await PartOf(army));
        var battalion = await _record.Actor("Battalion", await PartOf(brigade));
        var militia = await _record.Actor("Militia");
        foreach (var (actor, groups) in new[] { (army, new[] { army, brigade, battalion }), (brigade, [brigade, battalion]), (battalion, [battalion]), (militia, [militia]) })
            Actors.Add(actor, [.. groups]);

        var war = await _record.Conflict("War");
        var battle = await _record.Conflict("Battle", new { parentId = war });
        Conflicts.Add(war, [war, battle]);
        Conflicts.Add(battle, [battle]);
    }

    private async Task<object> PartOf(Guid actor) => new { relations = new[] { new { kind = "part_of", actorId = actor, citations = await _record.Citations() } } };
}
