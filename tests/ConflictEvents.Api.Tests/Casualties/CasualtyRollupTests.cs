using System.Globalization;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;
using ConflictEvents.Infrastructure.Queries;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConflictEvents.Api.Tests.Casualties;

/// <summary>The sums of months are what the incidents add up to, whatever has happened to them, and answer just the questions that they can.</summary>
public sealed class CasualtyRollupTests : IAsyncLifetime
{
    private static readonly string[] Types = ["battles", "riots", "protests", "violence_against_civilians"];

    private static readonly string[] Groups =
    [
        "", "groupBy=year", "groupBy=month", "groupBy=country", "groupBy=type", "groupBy=year,month", "groupBy=country,month", "groupBy=month,country", "groupBy=type,year",
        "groupBy=country,type,month", "groupBy=month,type,country,year", "groupBy=month,country&fill=true",
    ];

    private static readonly string[] Periods = ["", "&from=2019-02-01", "&to=2019-02-28", "&from=2019-02-01&to=2019-03-31", "&from=2020-01-01&to=2020-12-31", "&from=2019-12-01&to=2020-02-29"];

    private static readonly string[] Narrowings = ["", "&country=UA", "&country=UA,FR,LY", "&type=riots", "&type=battles,protests&country=LY", "&metrics=killed", "&metrics=incidents"];

    private static readonly string[] Datasets = ["&dataset=any", "&dataset=any&redistributable=true", "&dataset=local", "&dataset=first-set", "&dataset=local,second-set", "&dataset=nothing"];

    private TestService _service = null!;
    private CasualtyReader _reader = null!;

    public async Task InitializeAsync()
    {
        // Sums are changed behind the log here, which answers that are given again would not show.
        _service = await TestService.Empty(new Dictionary<string, string> { ["Http:KeptBytes"] = "0" });
        _reader = (CasualtyReader)_service.Services.GetRequiredService<ICasualtyReader>();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData(20190404)]
    [InlineData(8)]
    [InlineData(443)]
    public async Task Whatever_happens_the_sums_of_months_are_those_of_the_incidents(int seed)
    {
        var random = new Random(seed);
        var history = await History.Begin(_service, random);
        for (var round = 0; round < 5; round++)
        {
            for (var command = 0; command < 25; command++)
                await history.Go();

            var kept = await Rollup();
            Assert.NotEmpty(kept);
            Assert.Equal(await DerivedRollup(), kept);
            for (var question = 0; question < 40; question++)
                await AssertSame(Of(Groups) + Of(Periods) + Of(Narrowings) + Of(Datasets), random.Next(2) == 0 ? _service.Reader : _service.Writer);
        }

        Assert.Empty((await ReadModelRebuilder.Run(_service.ConnectionString, progress: null, CancellationToken.None)).Value.Differences);

        string Of(string[] choices) => choices[random.Next(choices.Length)];
    }

    private async Task AssertSame(string query, HttpClient client)
    {
        var now = await Ask(query, byRollup: true, client);
        Assert.Equal(now, await Ask(query, byRollup: false, client));

        // The one state of knowledge, asked for by its time: no sums are kept of the past.
        var through = Uri.EscapeDataString(JsonNode.Parse(now)!["dataThrough"]!.GetValue<string>());
        Assert.Equal(now, await Ask($"{query}&asOf={through}", byRollup: true, client));
    }

    /// <summary>Damage to the sums shows whether an answer is taken from them.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("groupBy=month,country", true)]
    [InlineData("groupBy=country,year,type", true)]
    [InlineData("groupBy=month&fill=true", true)]
    [InlineData("groupBy=month&from=2019-04-01&to=2020-02-29", true)]
    [InlineData("to=9999-12-31", true)]
    [InlineData("type=battles&country=LY", true)]
    [InlineData("metrics=injured", true)]
    [InlineData("victims=all", true)]
    [InlineData("datetime=2019/2020-03", true)]
    [InlineData("groupBy=week", false)]
    [InlineData("groupBy=day", false)]
    [InlineData("groupBy=admin1", false)]
    [InlineData("groupBy=subType", false)]
    [InlineData("from=2019-04-02", false)]
    [InlineData("to=2020-02-28", false)]
    [InlineData("q=Attack", false)]
    [InlineData("bbox=-180,-90,180,90", false)]
    [InlineData("metrics=missing", false)]
    [InlineData("victims=civilians", false)]
    [InlineData("killedMin=0", false)]
    [InlineData("datetime=2019-04-02/..", false)]
    [InlineData("groupBy=month&asOf={now}", true)]
    [InlineData("dataset=local", true)]
    [InlineData("dataset=any&groupBy=month,country", true)]
    [InlineData("redistributable=true&groupBy=country", true)]
    public async Task Just_what_the_sums_of_months_can_tell_is_taken_from_them(string query, bool fromRollup)
    {
        var record = new Recorder(_service);
        await record.Incident("Attack", await record.Location("Sabha", 14.43, 27.04, new { country = "LY" }), "2019-05-04", more: new { claims = new[] { await record.Claim("missing", 2), await record.Claim("injured", 3), await record.Claim("killed", 1) } });
        query = query.Replace("{now}", DateTimeOffset.UtcNow.Text(), StringComparison.Ordinal);
        var before = await Ask(query, byRollup: true);
        await Sql.Execute(_service.ConnectionString, "update read_model.casualty_rollup set incidents = 77, injured_low = 77");

        Assert.Equal(fromRollup, before != await Ask(query, byRollup: true));
        Assert.Equal(before, await Ask(query, byRollup: false));
    }

    private async Task<string> Ask(string query, bool byRollup, HttpClient? client = null)
    {
        _reader.UsesRollup = byRollup;
        using var response = await (client ?? _service.Reader).GetAsync($"/v1/casualties?{query.TrimStart('&')}");
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{query} answered {text}");
        return text;
    }

    private Task<IReadOnlyList<string>> Rollup() => Sql.Lines(_service.ConnectionString, "select t::text from read_model.casualty_rollup t order by 1");

    private async Task<IReadOnlyList<string>> DerivedRollup()
    {
        await using var database = ApplicationDatabase.AsOwner(_service.ConnectionString, ReadModelSchema.Live);
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await CasualtyRollup.Derive(connection, CancellationToken.None);
        await using var command = new NpgsqlCommand("select t::text from casualty_rollup t order by 1", connection);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
            lines.Add(rows.GetString(0));
        return lines;
    }

    /// <summary>Incidents that are reported and imported, corrected, retracted and reinstated, get and lose claims, may be passed on or not, and whose places move to other countries, at random.</summary>
    private sealed class History(TestService service, Random random, object[] citations)
    {
        private readonly List<Guid> _places = [];
        private readonly List<Guid> _incidents = [];
        private readonly List<Guid> _retracted = [];
        private readonly Dictionary<Guid, ImportOrigin> _origins = [];

        public static async Task<History> Begin(TestService service, Random random)
        {
            var history = new History(service, random, await new Recorder(service).Citations());
            foreach (var country in new[] { "UA", "LY", "FR", null })
                history._places.Add(await service.Record("locations", Place(country)));

            return history;
        }

        public Task Go() => random.Next(14) switch
        {
            <= 1 => Report(),
            <= 4 => Import(),
            5 or 6 => Correct(),
            7 or 8 => Claim(),
            9 => Retract(),
            10 or 11 => ImportAgain(),
            12 => Reinstate(),
            _ => Move(),
        };

        private async Task Report() => _incidents.Add(await service.Record("incidents", WithFigures()));

        private async Task Import()
        {
            var origin = Importing.Origin(random.Next(2) == 0 ? "first-set" : "second-set", $"{_origins.Count}", redistributable: random.Next(4) > 0);
            var id = await service.Import(WithFigures(), origin);
            _incidents.Add(id);
            _origins.Add(id, origin);
        }

        private async Task ImportAgain()
        {
            if (Any() is not { } id || !_origins.TryGetValue(id, out var origin))
                return;
            _origins[id] = origin with { Redistributable = !origin.Redistributable };
            await service.ImportAgain(id, _origins[id]);
        }

        private async Task Correct()
        {
            if (Any() is { } id)
                await service.Correct("incidents", id, Incident());
        }

        private async Task Claim()
        {
            if (Any() is { } id)
                Assert.Equal(201, (await service.Writer.Post($"/v1/incidents/{id}/claims", Figure())).Status);
        }

        private async Task Retract()
        {
            if (Any() is not { } id)
                return;
            await service.Retract("incidents", id);
            _incidents.Remove(id);
            _retracted.Add(id);
        }

        private async Task Reinstate()
        {
            if (_retracted.Count == 0)
                return;
            var id = _retracted[random.Next(_retracted.Count)];
            await service.Reinstate("incidents", id);
            _retracted.Remove(id);
            _incidents.Add(id);
        }

        private async Task Move()
        {
            await service.Correct("locations", _places[random.Next(_places.Count)], Place(random.Next(3) switch { 0 => "UA", 1 => "LY", _ => null }));
        }

        private Guid? Any() => _incidents.Count == 0 ? null : _incidents[random.Next(_incidents.Count)];

        private static JsonObject Place(string? country) => Bodies.Location($"Place of {country ?? "nobody"}").With("country", country);

        private JsonObject Incident()
        {
            var from = new DateOnly(2019, 1, 1).AddDays(random.Next(500));
            var to = from.AddDays(random.Next(3) switch { 0 => 0, 1 => random.Next(1, 40), _ => random.Next(1, 400) });
            return new JsonObject
            {
                ["title"] = $"Incident {random.Next()}",
                ["type"] = Types[random.Next(Types.Length)],
                ["occurred"] = new JsonObject { ["earliest"] = Day(from), ["latest"] = Day(to), ["precision"] = from == to ? "day" : "year" },
                ["place"] = new JsonObject { ["locationId"] = _places[random.Next(_places.Count)].ToString() },
                ["citations"] = Citations(),
            };
        }

        private JsonObject WithFigures() => Incident().With("claims", new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Figure())]));

        private JsonObject Figure()
        {
            var claim = new JsonObject
            {
                ["measure"] = random.Next(2) == 0 ? "killed" : "injured",
                ["claimant"] = new JsonObject { ["description"] = $"witness {random.Next()}" },
                ["citations"] = Citations(),
            };
            switch (random.Next(4))
            {
                case 0:
                    claim["number"] = random.Next(100);
                    break;
                case 1:
                    (claim["low"], claim["high"]) = (random.Next(10), random.Next(10, 50));
                    break;
                case 2:
                    (claim["wording"], claim["low"]) = ("dozens", 24);
                    break;
                default:
                    (claim["number"], claim["qualifier"]) = (random.Next(1, 100), "at_most");
                    break;
            }

            return claim;
        }

        private JsonNode Citations() => System.Text.Json.JsonSerializer.SerializeToNode(citations)!;

        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
