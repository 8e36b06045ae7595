using System.Globalization;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>
/// Incidents of an area in which much lies are walked in the order of days, those of another narrow one are read off the index of points, the rest as the
/// planner chooses; the answers are the same.
/// </summary>
public sealed class AreaPagesTests : IAsyncLifetime
{
    private const string Narrow = """{"geometry":{"type":"Polygon","coordinates":[[[29,49],[31,49],[31,51],[29,51],[29,49]]]}}""";

    private const string Corner = """{"geometry":{"type":"Polygon","coordinates":[[[28,49],[35,49],[28,55],[28,49]]]}}""";

    private const string Wide = """{"geometry":{"type":"Polygon","coordinates":[[[8,40],[32,40],[32,62],[8,62],[8,40]]]}}""";

    private readonly List<(DateOnly Day, Guid Id)> _inside = [];

    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        var source = await _service.Record("sources", Bodies.Source("Agency", "A"));
        var document = await _service.Record("documents", Bodies.Document("Report", source));
        var (inside, outside) = (await Place("Inside", 30, 50), await Place("Outside", 34, 50));
        for (var n = 0; n < 36; n++)
        {
            // Days that many share, in no order.
            var day = new DateOnly(2020, 1, 1).AddDays(n * 7 % 5);
            var body = Bodies.Incident($"Number {n}", n % 3 == 2 ? outside : inside, document);
            body["occurred"] = new JsonObject { ["earliest"] = $"{day:yyyy-MM-dd}", ["latest"] = $"{day:yyyy-MM-dd}", ["precision"] = "day" };
            var id = await _service.Record("incidents", body);
            if (n % 3 != 2)
                _inside.Add((day, id));
        }

        async Task<Guid> Place(string name, double longitude, double latitude)
        {
            var place = Bodies.Location(name);
            (place["longitude"], place["latitude"]) = (longitude, latitude);
            return await _service.Record("locations", place);
        }
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    public static TheoryData<string, string?> Areas => new()
    {
        { "bbox=29,49,31,51", null },
        { "near=30.1,50.1&within=20km", null },
        { "", Narrow },
        { "", Corner },
        { "near=28,47&within=460km", null },
        { "bbox=20,45,32,55", null },
        { "bbox=10,40,32,62", null },
        { "bbox=8,50,30,72", null },
        { "bbox=8,28,30,50", null },
        { "bbox=30,50,30,50", null },
        { "bbox=140,-10,33,60", null },
        { "near=14.5,50&within=1200km", null },
        { "", Wide },
        { "bbox=8,28,33,60&near=30.1,50.1&within=20km", null },
        { "bbox=29,49,31,51", Wide },
        { "bbox=8,28,33,60", Narrow },
        { "bbox=29,49,31,51&q=number", null },
        { "bbox=29,49,140,51&near=30.1,50.1&within=20km", Narrow },
    };

    [Theory]
    [MemberData(nameof(Areas))]
    public async Task Pages_of_it_add_up_to_all_of_it_in_order_whatever_the_service_knows_of_it(string filter, string? body)
    {
        var samples = _service.Services.GetRequiredService<PointSamples>();
        var descending = _inside.OrderByDescending(one => one.Day).ThenByDescending(one => one.Id, ByBytes).Select(one => one.Id).ToList();
        var ascending = Enumerable.Reverse(descending).ToList();

        Assert.Equal(descending, await Walk("-occurred"));
        Assert.Equal(ascending, await Walk("occurred"));
        Assert.Equal(descending, await Walk("-occurred", afterFirstPage: () => samples.Take(CancellationToken.None)));
        Assert.True(samples.Latest.Holds(new BoundingBox(29, 49, 35, 51), share: 1));
        Assert.Equal(descending, await Walk("-occurred"));
        Assert.Equal(ascending, await Walk("occurred"));

        async Task<List<Guid>> Walk(string sort, Func<Task>? afterFirstPage = null)
        {
            var walked = new List<Guid>();
            for (var next = $"/v1/incidents{(body is null ? "" : "/search")}?{filter}&sort={sort}&limit=5"; next is not null;)
            {
                var page = body is null ? await _service.Reader.Get(next) : (await _service.Reader.Post(next, JsonNode.Parse(body)!)).Body!;
                walked.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>()));
                next = page["next"]?.GetValue<string>();
                if (afterFirstPage is not null)
                    await afterFirstPage();
                afterFirstPage = null;
            }

            return walked;
        }
    }

    [Fact]
    public async Task The_box_around_a_circle_holds_all_of_it()
    {
        var random = new Random(7);
        var circles = Enumerable.Range(0, 20_000).Select(_ => (
            Center: new GeoPoint(random.NextDouble() * 360 - 180, Latitude()),
            Distance: new Distance(Math.Pow(10, random.NextDouble() * 7.3)),
            Bearing: random.NextDouble() * 2 * Math.PI)).ToList();

        // Points on the rim, as far away as may be.
        var rim = await Sql.Lines(
            _service.ConnectionString,
            $"""
            select st_x(p) || ' ' || st_y(p)
            from unnest({Array(circle => circle.Center.Longitude)}, {Array(circle => circle.Center.Latitude)}, {Array(circle => circle.Distance.Meters)}, {Array(circle => circle.Bearing)})
                with ordinality c(x, y, meters, bearing, n)
            cross join lateral (select st_project(st_setsrid(st_makepoint(x, y), 4326)::geography, meters, bearing)::geometry as p) projected order by n
            """);

        foreach (var (circle, line) in circles.Zip(rim))
        {
            var (x, y) = line.Split(' ') is [var longitude, var latitude] ? (Number(longitude), Number(latitude)) : default;
            var box = Bounds.Around(circle.Center, circle.Distance);
            Assert.True(
                y >= box.South && y <= box.North && (box.CrossesAntimeridian ? x >= box.West || x <= box.East : x >= box.West && x <= box.East),
                $"{line} lies outside {box}, which is around {circle}");
        }

        // Half of them near a pole, where meridians meet.
        double Latitude() => random.Next(2) == 0 ? (random.NextDouble() * 180) - 90 : Math.CopySign(90 - Math.Pow(10, random.NextDouble() * 3 - 2), random.NextDouble() - 0.5);

        string Array(Func<(GeoPoint Center, Distance Distance, double Bearing), double> of) =>
            $"'{{{string.Join(',', circles.Select(circle => of(circle).ToString("R", CultureInfo.InvariantCulture)))}}}'::double precision[]";

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    // As the database orders ids.
    private static readonly Comparer<Guid> ByBytes = Comparer<Guid>.Create((one, other) => string.CompareOrdinal($"{one}", $"{other}"));
}
