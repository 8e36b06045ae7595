using System.Text.Json;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>Six incidents, each found by something that no other is found by, and one that was retracted.</summary>
public sealed class FilterWorld : IAsyncLifetime
{
    private readonly Dictionary<string, string> _named = [];

    internal TestService Service { get; private set; } = null!;

    /// <returns>The query with every {name} replaced by what bears it.</returns>
    public string Resolve(string query) => _named.Aggregate(query, (text, named) => text.Replace($"{{{named.Key}}}", named.Value));

    public async Task InitializeAsync()
    {
        Service = await TestService.Empty();
        var record = new Recorder(Service);
        var citations = await record.Citations();
        var ukraine = await Name("ukraine", record.Location("Ukraine", more: new { country = "UA", type = "country" }));
        var oblast = await record.Location("Lv\u00edv Oblast", more: new { country = "UA", type = "admin1", parentId = ukraine });
        var kyiv = await Name("kyiv", record.Location("Kyiv", 30.5, 50.4, new { country = "UA", parentId = ukraine }));
        var lviv = await record.Location("Lviv", 24.03, 49.84, new { country = "UA", parentId = oblast });
        var sabha = await Name("sabha", record.Location("Sabha", 14.43, 27.04, new { country = "LY", admin1 = "Sabha" }));
        var suva = await record.Location("Suva", 178.44, -18.14, new { country = "FJ" });
        var apia = await record.Location("Apia", -171.76, -13.83, new { country = "WS", names = new[] { new { text = "Apia" }, new { text = "阿皮亞" }, new { text = "Апиа" } } });
        var nowhere = await record.Location("High seas", more: new { type = "water" });
        var army = await Name("army", record.Actor("Army of the North"));
        var brigade = await Name("brigade", record.Actor("Ninth Brigade", new { relations = new[] { new { kind = "part_of", actorId = army, citations } } }));
        var battalion = await Name("battalion", record.Actor("Second Battalion", new { relations = new[] { new { kind = "part_of", actorId = brigade, citations } } }));
        var wing = await record.Actor("Third Wing", new { relations = new[] { new { kind = "part_of", actorId = battalion, citations } } });
        var mutual = Bodies.Actor("Second Battalion").With("relations", JsonSerializer.SerializeToNode(new[]
        {
            new { kind = "part_of", actorId = brigade, citations }, new { kind = "part_of", actorId = wing, citations },
        }));
        await Service.Correct("actors", battalion, mutual);
        var militia = await Name("militia", record.Actor("Popular Militia", new { relations = new[] { new { kind = "opposes", actorId = army, citations } } }));
        var civilians = await Name("civilians", record.Actor("Villagers", new { type = "civilians" }));
        var war = await Name("war", record.Conflict("The war"));
        var battle = await Name("battle", record.Conflict("The battle", new { parentId = war }));
        var elsewhere = await Name("elsewhere", record.Conflict("Another war"));
        var gazette = await Name("gazette", record.Source("Gazette"));
        var tabloid = await Name("tabloid", record.Source("Tabloid"));
        var ministry = await Name("ministry", record.Source("Ministry", new { type = "ministry" }));

        var first = await record.Incident("Kyiv", kyiv, "2022-03-04", more: new
        {
            subType = "armed_clash",
            violence = "state_based",
            participants = new[] { new { actorId = army, role = "attacker", citations } },
            conflictIds = new[] { battle },
            claims = new[] { await record.Claim("killed", 3, new { claimant = new { sourceId = ministry } }) },
            foreignIds = new[] { new { scheme = "ucdp", value = "100" } },
        });
        await record.Incident("Lviv", lviv, "2022-03-05", more: new
        {
            type = "riots",
            subType = "mob_violence",
            summary = "A resistance formed.",
            responsibility = new[] { new { actorId = militia, stance = "attributed", by = new { description = "residents" }, citations } },
            conflictIds = new[] { war },
            citations = new[] { new { documentId = await record.Document(gazette) } },
            claims = new[] { await record.Claim("injured", 7, new { claimant = new { actorId = militia } }) },
            foreignIds = new[] { new { scheme = "acled", value = "UKR:1" } },
        });
        var withdrawn = await record.Incident("Sabha", sabha, more: new
        {
            violence = "non_state",
            participants = new[] { new { actorId = brigade, role = "defender", citations }, new { actorId = civilians, role = "target", citations } },
            conflictIds = new[] { elsewhere },
            claims = new[]
            {
                await record.Claim("killed", 4, new { claimant = new { description = "a doctor" } }),
                await record.Claim("killed", 10, new { claimant = new { description = "an officer" } }),
                await record.Claim("killed", 2, new { victims = "civilians", claimant = new { description = "a doctor" } }),
                await record.Claim("killed", 90, new { claimant = new { sourceId = tabloid } }),
            },
        });
        var claims = (await Service.Reader.Get($"/v1/incidents/{withdrawn}"))["claims"]!.AsArray();
        await Changed($"{withdrawn}/claims/{claims[3]!["id"]!.GetValue<Guid>()}/retraction", new { reason = "A misprint." });
        var mistaken = await record.Incident("Mistaken", kyiv, "2022-03-04");
        await Changed($"{mistaken}/retraction", new { reason = "It never happened." });

        _named["sinceSuva"] = await Since(await record.Incident("Suva", suva, "2023-01-01", "2023-12-31", new { summary = "Two bombs went off." }));
        await record.Incident("Apia", apia, "2024-02-29", more: new
        {
            type = "protests",
            place = new { locationId = apia, uncertaintyMeters = 999 },
            participants = new[] { new { actorId = battalion, role = "target", citations } },
            claims = new[] { await record.Claim("killed", 0) },
        });
        await record.Incident("Anywhere", nowhere, "2021-01-01");
        await Changed($"{first}/verification", new { status = "confirmed", rationale = "Filmed." });
        _named["sinceJudged"] = await Since(first);
    }

    public async Task DisposeAsync() => await Service.DisposeAsync();

    private async Task<Guid> Name(string name, Task<Guid> recorded)
    {
        var id = await recorded;
        _named[name] = id.ToString();
        return id;
    }

    private async Task<string> Since(Guid incident) => Recording.UpdatedAt(await Service.Reader.Get($"/v1/incidents/{incident}")).Text();

    private async Task Changed(string path, object body)
    {
        var answer = await Service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{path}", body, "*");
        Assert.True(answer.Status == 200, $"POST {path} answered {answer.Status}: {answer.Body}");
    }
}
