using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Exports;

/// <summary>A service with the Libya 2019 case and with incidents whose texts, figures and places are hard to put into a table.</summary>
public sealed class AwkwardService : IAsyncLifetime
{
    public static readonly string[] Titles =
    [
        "=HYPERLINK(\"http://example.org\")",
        "+1 hurt",
        "-5 degrees, and \"shots\"",
        "@home",
        "'Quoted'; and more",
        "Снайпер، قنص — 狙擊",
        "A \"quote\", a comma",
        "Plain",
    ];

    internal TestService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Service = await TestService.WithSample();
        var record = new Recorder(Service);
        var west = await record.Location("+West, \"the\" place", -70.123456789, -33.000001, new { country = "CL", admin1 = "=Región" });
        var nowhere = await record.Location("Somewhere at sea");
        var edge = await record.Location("Edge", 180, -0.00001);
        var actor = await record.Actor("-Group; \"A\"");
        var other = await record.Actor("@Others");
        var conflict = await record.Conflict("=War");
        for (var i = 0; i < Titles.Length; i++)
        {
            object more = new
            {
                participants = i % 2 == 0 ? Array.Empty<object>() :
                [
                    new { actorId = actor, role = "attacker", citations = await record.Citations() },
                    new { actorId = other, role = "target", citations = await record.Citations() },
                ],
                conflictIds = i % 3 == 0 ? new[] { conflict } : [],
                claims = i % 4 == 0 ? [] : new[] { await record.Claim("killed", i == 1 ? 0 : i * 1_000_000, new { qualifier = i % 4 == 1 ? "at_least" : "exactly" }) },
            };
            await record.Incident(Titles[i], i % 3 == 0 ? west : i % 3 == 1 ? nowhere : edge, $"20{10 + i}-01-31", i % 2 == 0 ? $"20{10 + i}-12-31" : null, more);
        }
    }

    public async Task DisposeAsync() => await Service.DisposeAsync();
}
