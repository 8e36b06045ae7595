using System.Globalization;
using System.Text.Json.Nodes;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>A random filter twice over: as a client writes it, and as a condition on the whole document of an incident, written as plainly as can be.</summary>
internal sealed class RandomFilter(RandomWorld world, Random random)
{
    private static readonly string[] Precisions = ["day", "days", "week", "month", "year"];

    /// <returns>One to four filters that may stand together.</returns>
    public (string Query, Predicate<JsonNode> Holds) Next()
    {
        // Of one line at most one: they share parameters.
        Func<(string, Predicate<JsonNode>)>[][] all =
        [
            [Period, Interval], [Killed, Injured, High],
            [Country], [Admin1], [Location], [Box], [Uncertainty], [Actor], [Conflict], [Kind], [Violence], [Claimant], [Source], [Precision], [External], [Verification], [Dataset],
        ];
        var chosen = all.OrderBy(_ => random.Next()).Take(random.Next(1, 5)).Select(world.Pick);
        var made = chosen.Select(make => make()).ToList();
        return (string.Join('&', made.Select(filter => filter.Item1)), incident => made.All(filter => filter.Item2(incident)));
    }

    private (string, Predicate<JsonNode>) Period()
    {
        var (from, to) = (Day(random.Next(60)), Day(60 + random.Next(20)));
        return random.Next(3) switch
        {
            0 => ($"from={from}", i => string.CompareOrdinal(Text(i["occurred"]!["latest"]), from) >= 0),
            1 => ($"to={from}", i => string.CompareOrdinal(Text(i["occurred"]!["earliest"]), from) <= 0),
            _ => ($"from={from}&to={to}", i => string.CompareOrdinal(Text(i["occurred"]!["latest"]), from) >= 0 && string.CompareOrdinal(Text(i["occurred"]!["earliest"]), to) <= 0),
        };
    }

    private (string, Predicate<JsonNode>) Interval()
    {
        var day = Day(random.Next(60));
        return ($"datetime={day}", i => string.CompareOrdinal(Text(i["occurred"]!["latest"]), day) >= 0 && string.CompareOrdinal(Text(i["occurred"]!["earliest"]), day) <= 0);
    }

    private (string, Predicate<JsonNode>) Country()
    {
        string[] countries = random.Next(3) switch { 0 => ["UA"], 1 => ["LY"], _ => ["LY", "UA", "FR"] };
        return ($"country={string.Join(',', countries)}", i => countries.Contains(Text(i["place"]!["location"]!["country"])));
    }

    private (string, Predicate<JsonNode>) Admin1() => random.Next(2) == 0
        ? ("admin1=midland", i => world.Locations[world.Province].Contains(Id(i["place"]!["location"])!.Value))
        : ("admin1=outland", i => Text(i["place"]!["location"]!["admin1"]) is "Outland");

    private (string, Predicate<JsonNode>) Location()
    {
        var places = Some(world.Locations);
        return ($"locationId={List(places)}", i => places.Any(place => world.Locations[place].Contains(Id(i["place"]!["location"])!.Value)));
    }

    private (string, Predicate<JsonNode>) Box()
    {
        var (west, east) = (175 + random.Next(6), 176 + random.Next(9));
        var (south, north) = (random.Next(3), 2 + random.Next(3));
        if (west > east)
            (west, east) = (east, west);
        return ($"bbox={Degrees(west)},{south},{Degrees(east)},{north}", i =>
        {
            if (i["place"]!["longitude"]?.GetValue<double>() is not { } longitude)
                return false;
            var unwrapped = longitude < 0 ? longitude + 360 : longitude;
            var latitude = i["place"]!["latitude"]!.GetValue<double>();
            return unwrapped >= west && unwrapped <= east && latitude >= south && latitude <= north;
        }
        );

        static int Degrees(int longitude) => longitude > 180 ? longitude - 360 : longitude;
    }

    private (string, Predicate<JsonNode>) Uncertainty()
    {
        var meters = random.Next(1, 5) * 500;
        return ($"maxUncertaintyMeters={meters}", i => i["place"]!["longitude"] is not null && i["place"]!["uncertaintyMeters"]!.GetValue<int>() <= meters);
    }

    private (string, Predicate<JsonNode>) Actor()
    {
        var named = Some(world.Actors);
        var withSubgroups = random.Next(2) == 0;
        var meant = withSubgroups ? named.SelectMany(actor => world.Actors[actor]).ToHashSet() : [.. named];
        var query = $"actorId={List(named)}{(withSubgroups ? "&includeSubgroups=true" : "")}";
        if (random.Next(2) == 0)
        {
            return (query, i => i["participants"]!.AsArray().Concat(i["responsibility"]!.AsArray()).Any(part => meant.Contains(Id(part!["actor"])!.Value)));
        }

        string[] roles = random.Next(2) == 0 ? ["attacker"] : ["target", "defender"];
        return ($"{query}&role={string.Join(',', roles)}", i =>
            i["participants"]!.AsArray().Any(part => meant.Contains(Id(part!["actor"])!.Value) && roles.Contains(Text(part["role"]))));
    }

    private (string, Predicate<JsonNode>) Conflict()
    {
        var conflicts = Some(world.Conflicts);
        return ($"conflictId={List(conflicts)}", i =>
            i["conflicts"]!.AsArray().Any(link => conflicts.Any(conflict => world.Conflicts[conflict].Contains(Id(link)!.Value))));
    }

    private (string, Predicate<JsonNode>) Kind() => random.Next(2) == 0
        ? ("type=riots,battles", i => Text(i["type"]) is "riots" or "battles")
        : ("subType=peaceful_protest,armed_clash", i => Text(i["subType"]) is "peaceful_protest" or "armed_clash");

    private (string, Predicate<JsonNode>) Violence() => ("violence=non_state,one_sided", i => Text(i["violence"]) is "non_state" or "one_sided");

    private (string, Predicate<JsonNode>) Verification() => ("verification=unverified,confirmed", i => Text(i["verification"]!["status"]) is "unverified" or "confirmed");

    private (string, Predicate<JsonNode>) Dataset() => random.Next(4) switch
    {
        0 => ("dataset=local", i => i["origin"] is null),
        1 => ("dataset=second-set", i => Text(i["origin"]?["dataset"]) is "second-set"),
        2 => ("dataset=local,first-set", i => Text(i["origin"]?["dataset"]) is null or "first-set"),
        _ => ("dataset=any&redistributable=true", _ => true),
    };

    private (string, Predicate<JsonNode>) Killed()
    {
        var (least, most) = (random.Next(4), 3 + random.Next(4));
        return random.Next(4) switch
        {
            0 => ($"killedMin={least}", i => Figure(i, "killed", "all", "best") >= least),
            1 => ($"killedMax={least}", i => Figure(i, "killed", "all", "best") <= least),
            2 => ($"killedMin={least}&killedMax={most}&victims=civilians", i => Figure(i, "killed", "civilians", "best") >= least && Figure(i, "killed", "civilians", "best") <= most),
            _ => ("victims=civilians", i => Figure(i, "killed", "civilians", "best") is not null || Figure(i, "injured", "civilians", "best") is not null),
        };
    }

    private (string, Predicate<JsonNode>) Injured()
    {
        var most = random.Next(7);
        return ($"injuredMax={most}&injuredMin=0&victims=all", i => Figure(i, "injured", "all", "best") is { } figure && figure <= most);
    }

    private (string, Predicate<JsonNode>) High()
    {
        var least = random.Next(7);
        return ($"killedHighMin={least}&victims=all", i => Figure(i, "killed", "all", "high") >= least);
    }

    private (string, Predicate<JsonNode>) Claimant()
    {
        var claimants = new Guid?[] { world.Pick(world.Sources), world.Pick([.. world.Actors.Keys]) };
        return ($"claimantId={List(claimants.OfType<Guid>())}", i => i["claims"]!.AsArray().Any(claim =>
            Text(claim!["status"]) is "active" && (claimants.Contains(Id(claim["claimant"]!["source"])) || claimants.Contains(Id(claim["claimant"]!["actor"])))));
    }

    private (string, Predicate<JsonNode>) Source()
    {
        var source = world.Pick(world.Sources);
        return ($"sourceId={source}", i => AllCitations(i).Any(citation => Id(citation["document"]!["source"]) == source)
            || i["claims"]!.AsArray().Any(claim => Id(claim!["claimant"]!["source"]) == source));
    }

    private (string, Predicate<JsonNode>) Precision()
    {
        var coarsest = random.Next(Precisions.Length);
        return ($"minDatePrecision={Precisions[coarsest]}", i => Array.IndexOf(Precisions, Text(i["occurred"]!["precision"])) <= coarsest);
    }

    private (string, Predicate<JsonNode>) External()
    {
        var values = Enumerable.Range(0, 20).Select(_ => $"{random.Next(100)}").Distinct().ToList();
        return ($"externalId={string.Join(',', values.Select(value => $"ucdp:{value}"))}", i => i["foreignIds"]!.AsArray().Any(id => values.Contains(Text(id!["value"])!)));
    }

    public static int? Figure(JsonNode incident, string measure, string victims, string end) => incident["estimates"]!.AsArray()
        .SingleOrDefault(estimate => Text(estimate!["measure"]) == measure && Text(estimate["victims"]) == victims)?[end]?.GetValue<int>();

    public static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static IEnumerable<JsonNode> AllCitations(JsonNode incident) =>
        new[] { incident }.Concat(incident["participants"]!.AsArray()!).Concat(incident["claims"]!.AsArray()!).SelectMany(part => part!["citations"]!.AsArray())!;

    private static Guid? Id(JsonNode? linked) => linked?["id"]?.GetValue<Guid>();

    private static string List(IEnumerable<Guid> ids) => string.Join(',', ids);

    private static string Day(int number) => new DateOnly(2020, 1, 1).AddDays(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private List<Guid> Some(Dictionary<Guid, HashSet<Guid>> among) => [.. among.Keys.OrderBy(_ => random.Next()).Take(random.Next(1, 3))];
}
