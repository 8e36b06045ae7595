using System.Text.Json;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Incidents.SearchIncidents.Areas;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;
using ConflictEvents.Infrastructure.Queries;
using Npgsql;
using static ConflictEvents.Api.Tests.Benchmarks.Plan;

namespace ConflictEvents.Api.Tests.Benchmarks;

/// <summary>
/// By which index a page of a search is read, on generated incidents and for the statements that the service sends. A search that
/// gathers all it finds and sorts it, or that reads the table, would be as slow as there are incidents.
/// </summary>
public sealed class PlanTests(GeneratedDatabase database) : IClassFixture<GeneratedDatabase>
{
    private static readonly DateOnly From = new(2022, 1, 1);
    private static readonly DateOnly To = new(2022, 12, 31);

    [Theory]
    [InlineData("-occurred", "incident_current_occurred")]
    [InlineData("occurred", "incident_current_occurred")]
    [InlineData("-recorded", "incident_current_recorded")]
    [InlineData("recorded", "incident_current_recorded")]
    [InlineData("-killed", "incident_current_most_killed")]
    [InlineData("killed", "incident_current_fewest_killed")]
    public async Task All_incidents_are_read_in_their_order(string sort, string index) =>
        AssertOrdered(await Explain(new IncidentFilter(), sort), index);

    [Theory]
    [InlineData("occurred")]
    [InlineData("-occurred")]
    public async Task A_period_is_read_in_its_order(string sort) =>
        AssertOrdered(await Explain(new IncidentFilter { From = From, To = To }, sort), "incident_current_occurred");

    [Theory]
    [InlineData("UA", "-occurred")]
    [InlineData("UA", "occurred")]
    [InlineData("CL", "-occurred")]
    public async Task A_country_and_period_are_read_in_their_order(string country, string sort) =>
        AssertOrdered(await Explain(new IncidentFilter { Country = new CountryList([country]), From = From, To = To }, sort), "incident_current_country");

    /// <summary>A condition that the index only passes rows over by would read all pages before it anew.</summary>
    [Theory]
    [InlineData("-occurred", "2022-06-15", "incident_current_occurred")]
    [InlineData("occurred", "2022-06-15", "incident_current_occurred")]
    [InlineData("-recorded", "2022-06-15 12:00+00", "incident_current_recorded")]
    [InlineData("recorded", "2022-06-15 12:00+00", "incident_current_recorded")]
    [InlineData("-killed", "3", "incident_current_most_killed")]
    [InlineData("killed", "3", "incident_current_fewest_killed")]
    [InlineData("-occurred", "2022-06-15", "incident_current_country", "UA")]
    [InlineData("occurred", "2022-06-15", "incident_current_country", "UA")]
    public async Task A_later_page_begins_in_the_index_where_the_one_before_it_has_ended(string sort, string key, string index, params string[] countries)
    {
        var filter = countries.Length > 0 ? new IncidentFilter { Country = new CountryList(countries), From = From, To = To } : new IncidentFilter();

        var plan = await Plan.Of(database.ConnectionString, filter, sort, Moment.Now, start: new Cursor(key, Guid.Empty));

        AssertOrdered(plan, index);
        AssertBegins(plan);
    }

    [Theory]
    [InlineData("desc")]
    [InlineData("asc")]
    public async Task An_actor_busy_or_not_is_read_in_its_order(string busiest)
    {
        var actor = await Sql.Value<Guid>(database.ConnectionString, $"select actor_id from read_model.participation_version where recorded_to is null group by 1 order by count(*) {busiest}, 1 limit 1");

        var later = await Plan.Of(database.ConnectionString, new IncidentFilter { ActorId = [actor] }, "-occurred", Moment.Now, start: new Cursor("2022-06-15", Guid.Empty));

        AssertOrdered(await Explain(new IncidentFilter { ActorId = [actor] }), "participation_current");
        AssertOrdered(later, "participation_current");
        AssertBegins(later);
    }

    [Theory]
    [InlineData("asc", 0.25)]
    [InlineData("desc", 0.25)]
    [InlineData("desc", 1.4)]
    public async Task A_narrow_area_busy_or_not_is_read_in_its_order_by_its_points(string busiest, double degrees)
    {
        var point = await Sql.Value<string>(
            database.ConnectionString,
            $"select longitude || ',' || latitude from read_model.incident_version where recorded_to is null and longitude between -175 and 175 and latitude between -75 and 75 group by longitude, latitude order by count(*) {busiest}, 1 limit 1");
        var (x, y) = (GeoPoint.Parse(point, null).Longitude, GeoPoint.Parse(point, null).Latitude);

        foreach (var filter in new IncidentFilter[]
        {
            new() { Bbox = new BoundingBox(x - degrees, y - degrees, x + degrees, y + degrees) },
            new() { Near = new GeoPoint(x, y), Within = new Distance(40_000 * degrees) },
            new IncidentFilter().Inside(new Area([new([new([new(x - degrees, y - degrees), new(x + degrees, y - degrees), new(x, y + degrees), new(x - degrees, y - degrees)])])])),
        })
        {
            foreach (var sort in new[] { "occurred", "-occurred" })
            {
                var plan = await Explain(filter, sort);
                AssertFound(plan, "incident_current_point");
                Assert.Contains("\"Order By\"", plan.Text, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(25)]
    [InlineData(150)]
    public async Task What_is_within_a_distance_is_read_from_the_nearest_on(int kilometers)
    {
        var point = await Sql.Value<string>(
            database.ConnectionString,
            "select longitude || ',' || latitude from read_model.incident_version where recorded_to is null and longitude is not null group by longitude, latitude order by count(*) desc, 1 limit 1");

        var plan = await Explain(new IncidentFilter { Near = GeoPoint.Parse(point, null), Within = new Distance(1_000 * kilometers) }, "distance");

        AssertFound(plan, "incident_current_geography");
    }

    /// <summary>Whatever the planner knows of the values: of a box that it takes for empty too, and once it plans for all of them.</summary>
    [Theory]
    [InlineData("occurred", 20, false)]
    [InlineData("-occurred", 20, false)]
    [InlineData("-occurred", 20, true)]
    [InlineData("-occurred", 0.25, false)]
    [InlineData("-occurred", 0.25, true)]
    public async Task A_box_in_which_much_lies_is_read_in_its_order_and_what_lies_outside_is_passed_over_inside_the_index(string sort, double degrees, bool forAnyValues)
    {
        var sample = await Sample();
        var point = await Sql.Value<string>(
            database.ConnectionString,
            "select longitude || ',' || latitude from read_model.incident_version where recorded_to is null and longitude between -150 and 150 and latitude between -60 and 60 group by longitude, latitude order by count(*) desc, 1 limit 1");
        var (x, y) = (GeoPoint.Parse(point, null).Longitude, GeoPoint.Parse(point, null).Latitude);
        var filters = new IncidentFilter[]
        {
            new() { Bbox = new BoundingBox(x - degrees, y - degrees, x + degrees, y + degrees) },
            new() { Bbox = new BoundingBox(x - degrees, y - degrees, x + degrees, y + degrees), From = From, To = To },
            new() { Bbox = new BoundingBox(-180, -90, 180, 90), Near = new GeoPoint(x, y), Within = new Distance(40_000 * degrees) },
            new() { Near = new GeoPoint(x, y), Within = new Distance(40_000 * degrees) },
            new IncidentFilter { From = From }.Inside(new Area([new([new([new(x - degrees, y - degrees), new(x + degrees, y - degrees), new(x, y + degrees), new(x - degrees, y - degrees)])])])),
        };

        foreach (var filter in filters)
        {
            var plan = await Plan.Of(database.ConnectionString, filter, sort, Moment.Now, sample, forAnyValues);

            AssertOrdered(plan, "incident_current_occurred");
            Assert.Matches("\"Index Cond\": \"[^\"]*longitude >=", plan.Text);
        }
    }

    /// <summary>What else has to hold may be rare, and a corner of a crowded box may be empty: days are walked where neither can be.</summary>
    [Fact]
    public async Task A_box_in_which_much_lies_is_left_to_the_planner_beside_anything_else_but_a_period()
    {
        var box = new IncidentFilter { Bbox = new BoundingBox(-20, -40, 60, 60) };
        var sample = await Sample();

        Assert.NotEqual(Text(box, sample), Text(box, null));
        foreach (var filter in new[]
        {
            box with { Country = new CountryList(["UA"]) },
            box with { Type = [IncidentType.Battles] },
            box with { Q = "village" },
            box with { LocationId = [Guid.NewGuid()] },
            box with { KilledMin = 50 },
            box with { Near = new GeoPoint(-19.5, -39.5), Within = new Distance(10_000) },
            box.Inside(new Area([new([new([new(-20, -40), new(-19, -40), new(60, 60), new(-20, -40)])])])),
        })
            Assert.Equal(Text(filter, null), Text(filter, sample));

        static string Text(IncidentFilter filter, PointSample? sample)
        {
            using var connection = new NpgsqlConnection();
            using var batch = IncidentPages.Query(filter, IncidentSort.Default, Moment.Now, sample).After(connection, start: null, 51);
            return batch.BatchCommands[^1].CommandText;
        }
    }

    [Fact]
    public async Task A_sample_tells_about_how_much_lies_in_a_box()
    {
        var box = new BoundingBox(-20, -40, 60, 60);
        var share = await Sql.Value<double>(
            database.ConnectionString,
            "select avg(coalesce(longitude between -20 and 60 and latitude between -40 and 60, false)::int)::float8 from read_model.incident_version where recorded_to is null and status = 'active'");

        var sample = await Sample();

        Assert.True(sample.Holds(box, share - 0.05));
        Assert.False(sample.Holds(box, share + 0.05));
        Assert.False(sample.Holds(new BoundingBox(60, -40, -20, 60), 0.001));
        Assert.False(PointSample.Empty.Holds(box, 0.001));
    }

    [Fact]
    public async Task A_wide_box_that_holds_next_to_nothing_is_found_by_its_points() =>
        AssertFound(await Explain(new IncidentFilter { Bbox = new BoundingBox(-170, -60, -120, -20) }), "incident_current_point");

    [Fact]
    public async Task A_rare_word_is_found_by_the_words()
    {
        var word = await Sql.Value<string>(
            database.ConnectionString,
            "select word from ts_stat('select search from read_model.incident_version where recorded_to is null') where ndoc between 2 and 5 and word not like 'sound0%' order by word limit 1");

        AssertFound(await Explain(new IncidentFilter { Q = word }), "incident_current_search");
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("village")]
    public async Task A_common_word_is_not_gathered_from_the_table(string word) =>
        AssertFound(await Explain(new IncidentFilter { Q = word }), "incident_current_occurred", "incident_current_search");

    /// <summary>One taken for twice as common as it is would be looked for among all incidents where the index has it.</summary>
    [Theory]
    [InlineData("drone")]
    [InlineData("camp")]
    public async Task A_word_that_is_its_own_stem_is_taken_for_as_common_as_it_is_however_often_it_is_asked_for(string word)
    {
        Assert.Equal(word, await Sql.Value<string>(database.ConnectionString, $"select (ts_lexize('english_stem', '{word}'))[1]"));
        var holding = await Sql.Value<long>(
            database.ConnectionString, $"select count(*) from read_model.incident_version where recorded_to is null and status = 'active' and search @@ '{word}'::tsquery");

        await using var source = NpgsqlDataSource.Create($"{database.ConnectionString};Search Path=read_model,log,public");
        await using var connection = await source.OpenConnectionAsync();
        await using var command = IncidentPages.Query(new IncidentFilter { Q = $"{word} {word}" }, IncidentSort.Default, Moment.Now).Plan(connection);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);

        Assert.InRange(plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble(), 0.75 * holding, 1.25 * holding);
    }

    [Fact]
    public async Task What_waits_to_be_taken_into_an_index_is_no_more_than_half_a_megabyte()
    {
        var unbounded = await Sql.Value<string[]>(
            database.ConnectionString,
            """
            select array(
                select i.relname::text from pg_class i join pg_am method on method.oid = i.relam
                where i.relnamespace = 'read_model'::regnamespace and method.amname = 'gin'
                    and not coalesce(i.reloptions && array['gin_pending_list_limit=512', 'fastupdate=off'], false))
            """);

        Assert.Empty(unbounded);
    }

    [Theory]
    [InlineData("location_ids", "asc")]
    [InlineData("location_ids", "desc")]
    [InlineData("conflict_ids", "asc")]
    [InlineData("conflict_ids", "desc")]
    [InlineData("source_ids", "asc")]
    public async Task What_an_incident_refers_to_is_found_by_its_id(string column, string busiest)
    {
        var id = await Sql.Value<Guid>(
            database.ConnectionString,
            $"select id from (select unnest({column}) as id from read_model.incident_version where recorded_to is null and status = 'active') t group by 1 order by count(*) {busiest}, 1 limit 1");
        var filter = column switch
        {
            "location_ids" => new IncidentFilter { LocationId = [id] },
            "conflict_ids" => new IncidentFilter { ConflictId = [id] },
            _ => new IncidentFilter { SourceId = [id] },
        };

        // Of what is everywhere the newest are found soonest by walking them.
        string[] allowed = busiest == "asc" ? [] : ["incident_current_occurred"];
        AssertFound(await Explain(filter), [$"incident_current_{column[..^4]}s", .. allowed]);
    }

    [Fact]
    public async Task An_id_of_another_register_is_found_by_itself()
    {
        var id = await Sql.Value<string>(database.ConnectionString, "select foreign_ids[1] from read_model.incident_version where recorded_to is null and status = 'active' limit 1");

        AssertFound(await Explain(new IncidentFilter { ExternalId = [ExternalId.Parse(id, null)] }), "incident_current_foreign_ids");
    }

    [Theory]
    [InlineData("common-set")]
    [InlineData("local")]
    public async Task One_dataset_is_read_in_its_order(string dataset) =>
        AssertOrdered(await Explain(new IncidentFilter { Dataset = [dataset] }), "incident_current_dataset", "incident_current_occurred");

    [Fact]
    public async Task A_small_dataset_is_not_looked_for_among_all() =>
        AssertFound(await Explain(new IncidentFilter { Dataset = ["rare-set"] }), "incident_current_dataset", "incident_current_record");

    [Fact]
    public async Task What_is_similar_is_found_by_its_point_and_days()
    {
        var id = await Sql.Value<Guid>(
            database.ConnectionString, "select id from read_model.incident_version where recorded_to is null and status = 'active' and point is not null order by id limit 1");
        await using var source = ApplicationDatabase.AsOwner(database.ConnectionString, ReadModelSchema.Live);
        await using var connection = await source.Source.OpenConnectionAsync();
        await using var command = SimilarReader.Command(connection, id, 20, Moment.Now);

        AssertFound(await Plan.Of(command), "incident_current_point");
    }

    private static void AssertBegins(Plan plan) => Assert.Matches(@"""Index Cond"": ""[^\n]*ROW\(", plan.Text);

    private async Task<PointSample> Sample()
    {
        await using var owner = ApplicationDatabase.AsOwner(database.ConnectionString, "read_model");
        await using var connection = await owner.Source.OpenConnectionAsync();
        return await PointSample.Read(connection, CancellationToken.None);
    }

    private Task<Plan> Explain(IncidentFilter filter, string sort = "-occurred") => Plan.Of(database.ConnectionString, filter, sort, Moment.Now);
}
