extern alias Benchmarks;

using Benchmarks::ConflictEvents.Benchmarks.Filling;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;
using ConflictEvents.Infrastructure.Queries;
using static ConflictEvents.Api.Tests.Benchmarks.Plan;

namespace ConflictEvents.Api.Tests.Benchmarks;

/// <summary>
/// By which index the first page of a search of the past is read, where each incident has had several versions. What is looked for by what is in
/// it is found in two indexes: that of the rows which are current, and that of those which were replaced.
/// </summary>
public sealed class PastPlanTests(VersionedDatabase database) : IClassFixture<VersionedDatabase>
{
    private static readonly DateOnly From = new(2022, 1, 1);
    private static readonly DateOnly To = new(2022, 12, 31);

    [Theory]
    [InlineData("-occurred")]
    [InlineData("occurred")]
    public async Task All_incidents_are_read_in_their_order(string sort) => AssertOrdered(await Explain(new IncidentFilter(), sort), "incident_occurred");

    [Theory]
    [InlineData("-occurred")]
    [InlineData("occurred")]
    public async Task A_period_is_read_in_its_order(string sort) => AssertOrdered(await Explain(new IncidentFilter { From = From, To = To }, sort), "incident_occurred");

    [Theory]
    [InlineData("UA", "-occurred")]
    [InlineData("UA", "occurred")]
    [InlineData("CL", "-occurred")]
    public async Task A_country_and_period_are_read_in_their_order(string country, string sort) =>
        AssertOrdered(await Explain(new IncidentFilter { Country = new CountryList([country]), From = From, To = To }, sort), "incident_country");

    [Theory]
    [InlineData("desc")]
    [InlineData("asc")]
    public async Task An_actor_busy_or_not_is_read_in_its_order(string busiest)
    {
        var actor = await Sql.Value<Guid>(database.ConnectionString, $"select actor_id from read_model.participation_version where recorded_to is null group by 1 order by count(*) {busiest}, 1 limit 1");

        AssertOrdered(await Explain(new IncidentFilter { ActorId = [actor] }), "participation_occurred");
    }

    [Fact]
    public async Task A_narrow_box_is_found_by_its_points() => await AssertBoth(new IncidentFilter { Bbox = new BoundingBox(34.8, 31.8, 34.95, 31.95) }, "point", "point");

    [Fact]
    public async Task What_is_near_a_point_is_found_by_its_points() =>
        await AssertBoth(new IncidentFilter { Near = GeoPoint.Parse("34.85,31.85", null), Within = Distance.Parse("5km", null) }, "point", "point");

    [Fact]
    public async Task A_rare_word_is_found_by_the_words()
    {
        var word = await Sql.Value<string>(
            database.ConnectionString,
            "select word from ts_stat('select search from read_model.incident_version where recorded_to is null') where ndoc between 2 and 5 and word not like 'sound0%' order by word limit 1");

        await AssertBoth(new IncidentFilter { Q = word }, "search", "search");
    }

    [Theory]
    [InlineData("location_ids")]
    [InlineData("conflict_ids")]
    [InlineData("source_ids")]
    public async Task What_an_incident_refers_to_is_found_by_its_id(string column)
    {
        var id = await Sql.Value<Guid>(
            database.ConnectionString,
            $"select id from (select unnest({column}) as id from read_model.incident_version where recorded_to is null and status = 'active') t group by 1 order by count(*), 1 limit 1");
        var filter = column switch
        {
            "location_ids" => new IncidentFilter { LocationId = [id] },
            "conflict_ids" => new IncidentFilter { ConflictId = [id] },
            _ => new IncidentFilter { SourceId = [id] },
        };

        await AssertBoth(filter, $"{column[..^4]}s", "ids");
    }

    [Fact]
    public async Task An_id_of_another_register_is_found_by_itself()
    {
        var id = await Sql.Value<string>(database.ConnectionString, "select foreign_ids[1] from read_model.incident_version where recorded_to is null and status = 'active' limit 1");

        await AssertBoth(new IncidentFilter { ExternalId = [ExternalId.Parse(id, null)] }, "foreign_ids", "ids");
    }

    [Fact]
    public async Task What_is_similar_is_found_by_its_point_and_days()
    {
        var id = await Sql.Value<Guid>(
            database.ConnectionString, "select id from read_model.incident_version where recorded_to is null and status = 'active' and point is not null order by id limit 1");
        await using var source = ApplicationDatabase.AsOwner(database.ConnectionString, ReadModelSchema.Live);
        await using var connection = await source.Source.OpenConnectionAsync();
        await using var command = SimilarReader.Command(connection, id, 20, await Then());

        var plan = await Of(command);

        // By its days alone, where there are few of them.
        Assert.True(plan.Nodes.Any(node => node.Index is "incident_past_point" or "incident_occurred"), plan.Text);
        Assert.DoesNotContain(plan.Nodes, node => node is { Type: "Seq Scan", Table: "incident_version" });
    }

    private async Task AssertBoth(IncidentFilter filter, string current, string past) => AssertBoth(await Explain(filter), current, past);

    private static void AssertBoth(Plan plan, string current, string past)
    {
        AssertFound(plan, $"incident_current_{current}");
        AssertFound(plan, $"incident_past_{past}");
    }

    private async Task<Plan> Explain(IncidentFilter filter, string sort = "-occurred") => await Of(database.ConnectionString, filter, sort, await Then());

    /// <returns>A moment in the middle of the log.</returns>
    private async Task<Moment> Then()
    {
        var position = await Sql.Value<long>(database.ConnectionString, "select position / 2 from log.event_head");
        return new Moment(position) { Time = await Sql.Value<DateTime>(database.ConnectionString, $"select recorded_at from log.event where position = {position}") };
    }
}

/// <summary>A database of generated incidents, each in several versions.</summary>
public sealed class VersionedDatabase : IAsyncLifetime
{
    private const int Incidents = 6_000;
    private const int Versions = 5;

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        ConnectionString = await TestDatabases.CreateDatabase();
        await new DatabaseFill(ConnectionString, normalised: false, _ => { }).Run(Incidents, Versions, seed: 1, CancellationToken.None);
    }

    public Task DisposeAsync() => TestDatabases.DropDatabase(ConnectionString);
}
