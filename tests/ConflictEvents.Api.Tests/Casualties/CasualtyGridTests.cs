using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Casualties;

/// <summary>The cells of PRIO-GRID: half a degree each, numbered from the south-west corner of the world, eastwards and then northwards.</summary>
public sealed class CasualtyGridTests(CasualtyGridTests.World world) : IClassFixture<CasualtyGridTests.World>
{
    public static TheoryData<string, double, double, int, double, double> Cases => new()
    {
        { "the first cell", -180, -90, 1, -179.75, -89.75 },
        { "a western edge belongs to the cell east of it", -179.5, -90, 2, -179.25, -89.75 },
        { "a southern edge belongs to the cell north of it", -180, -89.5, 721, -179.75, -89.25 },
        { "the antimeridian from the west is the last column", 180, -90, 720, 179.75, -89.75 },
        { "the north pole is the last row", -180, 90, 258481, -179.75, 89.75 },
        { "the last cell", 180, 90, 259200, 179.75, 89.75 },
        { "just short of an edge", -0.0001, -0.0001, 129240, -0.25, -0.25 },
        { "the equator at Greenwich", 0, 0, 129961, 0.25, 0.25 },
        { "Kabul, as UCDP codes it", 69.1723, 34.5281, 179779, 69.25, 34.75 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_point_lies_in_its_cell(string rule, double longitude, double latitude, int cell, double middleLongitude, double middleLatitude)
    {
        var location = await world.Record.Location($"Point {longitude} {latitude}", longitude, latitude);
        await world.Record.Incident(rule, location);

        var row = Assert.Single((await world.Service.Reader.Get($"/v1/casualties?groupBy=grid&metrics=incidents&locationId={location}"))["items"]!.AsArray())!;

        Assert.Equal(
            FormattableString.Invariant($$"""{"grid":"{{cell}}","longitude":{{middleLongitude}},"latitude":{{middleLatitude}},"incidents":1}"""),
            row.ToJsonString());
    }

    public sealed class World : IAsyncLifetime
    {
        internal TestService Service { get; private set; } = null!;

        internal Recorder Record { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Service = await TestService.Empty();
            Record = new Recorder(Service);
        }

        public async Task DisposeAsync() => await Service.DisposeAsync();
    }
}
