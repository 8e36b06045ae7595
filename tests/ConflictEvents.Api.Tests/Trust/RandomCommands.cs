using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Incidents;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>Random commands over HTTP. Many meet what is retracted, merged or unknown, and are refused by the rules: then nothing may have happened.</summary>
internal sealed class RandomCommands
{
    private readonly TestService _service;
    private readonly RandomWorld _world;
    private readonly Random _random;
    private readonly Merges _merges;
    private readonly Retractions _retractions;
    private readonly Erasures _erasures;
    private readonly List<Guid> _incidents = [];
    private readonly List<Guid> _actors;
    private readonly (int Weight, string Name, Func<Task<JsonAnswer>> Do)[] _all;
    private int _number = 100;

    public RandomCommands(TestService service, RandomWorld world, Random random, Erasures erasures)
    {
        (_service, _world, _random, _merges, _retractions, _erasures) = (service, world, random, new Merges(service), new Retractions(service), erasures);
        _actors = [.. world.Actors.Keys];
        _all =
        [
            (4, "report", Report), (4, "correct", Correct), (5, "claim", Claim), (4, "supersede", Supersede), (3, "rank", Rank), (3, "retract a claim", RetractClaim),
            (2, "retract", Retract), (2, "reinstate", Reinstate), (2, "retract and reinstate", RetractAndReinstate), (2, "verify", Verify), (5, "merge", () => Merge("incidents", _incidents)), (4, "unmerge", () => Unmerge("incidents", _incidents)),
            (2, "merge and unmerge", () => MergeAndUnmerge("incidents", _incidents)), (1, "record an actor", RecordActor), (3, "rename an actor", RenameActor),
            (2, "merge actors", () => Merge("actors", _actors)), (2, "unmerge actors", () => Unmerge("actors", _actors)),
            (1, "merge and unmerge actors", () => MergeAndUnmerge("actors", _actors)), (1, "rate a source", RateSource), (2, "state a toll", StateToll),
            (3, "erase", () => Erase("incidents", _incidents)), (2, "erase an actor", () => Erase("actors", _actors)),
            (1, "erase a document", () => Erase("documents", world.Documents)), (1, "erase a source", () => Erase("sources", world.Sources)),
            (1, "erase a place", () => Erase("locations", [.. world.Locations.Keys])), (1, "erase a conflict", () => Erase("conflicts", [.. world.Conflicts.Keys])),
        ];
    }

    /// <summary>What was commanded, and what was answered; resources by the order in which they were recorded.</summary>
    public List<string> Told { get; } = [];

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Incidents to begin with, some of them imported.</summary>
    public async Task Begin(int incidents)
    {
        for (var number = 0; number < incidents; number++)
            _incidents.Add(await _world.Incident(number));
    }

    public async Task Next()
    {
        var command = Chosen();
        var before = await Head();
        Told.Add(command.Name);
        var answer = await command.Do();
        Told[^1] += $" -> {answer.Status} {answer.Code}";
        if (answer.Status < 300)
        {
            Accepted++;
            return;
        }

        Refused++;
        Assert.True(answer.Status is 404 or 409 or 410 or 412 or 422, $"{answer.Status} {answer.Body}");
        Assert.Equal(before, await Head());
    }

    private (int Weight, string Name, Func<Task<JsonAnswer>> Do) Chosen()
    {
        var at = _random.Next(_all.Sum(command => command.Weight));
        return _all.First(command => (at -= command.Weight) < 0);
    }

    private async Task<string> Head() => await Sql.Value<string>(_service.ConnectionString, "select position || ' ' || encode(hash, 'hex') from log.event_head");

    private async Task<JsonAnswer> Report()
    {
        var answer = await _service.Writer.Post("/v1/incidents", _world.Body(_number++));
        if (answer.Status == 201)
            _incidents.Add(answer.Body!["id"]!.GetValue<Guid>());
        return answer;
    }

    private Task<JsonAnswer> Correct()
    {
        var body = _world.Body(_number++);
        body.Remove("claims");
        return Put($"/v1/incidents/{One(_incidents)}", body);
    }

    private Task<JsonAnswer> Claim() => Post($"/v1/incidents/{One(_incidents)}/claims", Stated());

    private Task<JsonAnswer> StateToll() =>
        Post($"/v1/conflicts/{One([.. _world.Conflicts.Keys])}/claims", Stated().With("basis", "cumulative").With("asOf", $"2020-0{_random.Next(1, 10)}-01"));

    private async Task<JsonAnswer> Supersede()
    {
        var (incident, claim) = await ClaimOfOne();
        return await Post($"/v1/incidents/{incident}/claims", Stated().With("supersedes", $"{claim}"));
    }

    private async Task<JsonAnswer> Rank()
    {
        var (incident, claim) = await ClaimOfOne();
        return await Post($"/v1/incidents/{incident}/claims/{claim}/rank", new JsonObject { ["rank"] = _world.Pick(["preferred", "normal", "deprecated"]) });
    }

    private async Task<JsonAnswer> RetractClaim()
    {
        var (incident, claim) = await ClaimOfOne();
        return await Post($"/v1/incidents/{incident}/claims/{claim}/retraction", new JsonObject());
    }

    private Task<JsonAnswer> Retract() => _retractions.Retract("incidents", One(_incidents));

    /// <summary>Mostly of one that is retracted, where there is one.</summary>
    private Task<JsonAnswer> Reinstate()
    {
        var retracted = _incidents.Where(_retractions.IsRetracted).ToList();
        return _retractions.Reinstate("incidents", retracted.Count > 0 && _random.Next(5) > 0 ? One(retracted) : One(_incidents));
    }

    private Task<JsonAnswer> RetractAndReinstate() => _random.Next(6) switch
    {
        0 => _retractions.RetractAndReinstate("incidents", One(_incidents)),
        1 => _retractions.RetractAndReinstate("actors", One(_actors)),
        2 => _retractions.RetractAndReinstate("documents", One(_world.Documents)),
        3 => _retractions.RetractAndReinstate("sources", One(_world.Sources)),
        4 => _retractions.RetractAndReinstate("locations", One([.. _world.Locations.Keys])),
        _ => _retractions.RetractAndReinstate("conflicts", One([.. _world.Conflicts.Keys])),
    };

    private Task<JsonAnswer> Verify() => _service.Writer.Send(
        HttpMethod.Post,
        $"/v1/incidents/{One(_incidents)}/verification",
        new { status = _world.Pick(["corroborated", "confirmed", "contested", "discounted"]), rationale = "The test asks for it." },
        "*");

    private async Task<JsonAnswer> RecordActor()
    {
        var answer = await _service.Writer.Post("/v1/actors", Named($"Actor {_number++}"));
        if (answer.Status == 201)
            _actors.Add(answer.Body!["id"]!.GetValue<Guid>());
        return answer;
    }

    private Task<JsonAnswer> RenameActor() => Put($"/v1/actors/{One(_actors)}", Named($"Renamed {_number++}"));

    private Task<JsonAnswer> RateSource() => Put($"/v1/sources/{_world.Pick(_world.Sources)}", Bodies.Source($"Paper {_number++}", _world.Pick(["A", "C", "E"])));

    private Task<JsonAnswer> Merge(string plural, List<Guid> among)
    {
        var (one, into) = (One(among), One(among));
        return _merges.Merge(plural, one, into);
    }

    private Task<JsonAnswer> MergeAndUnmerge(string plural, List<Guid> among)
    {
        var (one, into) = (One(among), One(among));
        return _merges.MergeAndUnmerge(plural, one, into);
    }

    /// <summary>Mostly of one that is merged, where there is one.</summary>
    private Task<JsonAnswer> Unmerge(string plural, List<Guid> among)
    {
        var merged = among.Where(_merges.IsMerged).ToList();
        return _merges.Unmerge(plural, merged.Count > 0 && _random.Next(5) > 0 ? One(merged) : One(among));
    }

    /// <summary>Whatever was ever merged is refused until what it was merged into is erased.</summary>
    private Task<JsonAnswer> Erase(string plural, IReadOnlyList<Guid> among) => _erasures.Erase(plural, One(among));

    /// <summary>A figure in one of the forms that there are, most of them a number.</summary>
    private JsonObject Stated()
    {
        var claim = _world.Claim();
        switch (_random.Next(6))
        {
            case 0:
                claim.Remove("number");
                return claim.With("wording", "Dozens").With("low", 24);
            case 1:
                claim.Remove("number");
                var low = _random.Next(5);
                return claim.With("low", low).With("best", low + _random.Next(3)).With("high", low + 3);
            default:
                return claim.With("qualifier", _world.Pick(["exactly", "at_least", "more_than", "at_most", "about"]));
        }
    }

    private Guid One(IReadOnlyList<Guid> among)
    {
        var at = _random.Next(among.Count);
        Told[^1] += $" {at}";
        return among[at];
    }

    /// <returns>A claim of the incident, of whatever standing; where it has none, one that there is not.</returns>
    private async Task<(Guid Incident, Guid Claim)> ClaimOfOne()
    {
        var incident = One(_incidents);
        var claims = (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{incident}")).Body!["claims"]?.AsArray() ?? [];
        return (incident, claims.Count == 0 ? incident : claims[_random.Next(claims.Count)]!["id"]!.GetValue<Guid>());
    }

    private JsonObject Named(string name)
    {
        var body = Bodies.Actor(name, $"Alias of {name}");
        if (_random.Next(3) == 0)
            body["relations"] = new JsonArray(new JsonObject { ["kind"] = "part_of", ["actorId"] = $"{_world.Pick(_actors)}", ["citations"] = _world.Claim()["citations"]!.DeepClone() });
        return body;
    }

    private Task<JsonAnswer> Put(string path, JsonObject body) => _service.Writer.Send(HttpMethod.Put, path, body.Because("The test asks for it."), "*");

    private Task<JsonAnswer> Post(string path, JsonObject body) => _service.Writer.Send(HttpMethod.Post, path, body.Because("The test asks for it."), "*");
}
