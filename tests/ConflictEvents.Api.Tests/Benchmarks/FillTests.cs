extern alias Benchmarks;

using Benchmarks::ConflictEvents.Benchmarks.Filling;
using Benchmarks::ConflictEvents.Benchmarks.Generating;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Application.Validation;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Api.Tests.Benchmarks;

/// <summary>What is measured on must be what the service itself would have recorded.</summary>
public sealed class FillTests
{
    private const int Incidents = 2_000;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_filled_database_verifies_and_is_what_a_rebuild_makes_of_its_log(int versions)
    {
        var connectionString = await TestDatabases.CreateDatabase();
        await new DatabaseFill(connectionString, normalised: true, _ => { }).Run(Incidents, versions, seed: 1, CancellationToken.None);

        await using (var database = new ApplicationDatabase(connectionString))
            Assert.Empty((await LogVerifier.Verify(database, progress: null, CancellationToken.None)).Faults);
        Assert.Empty((await ReadModelRebuilder.Run(connectionString, progress: null, CancellationToken.None)).Value.Differences);
        Assert.Equal(Incidents, await Sql.Value<long>(connectionString, "select count(distinct id) from read_model.incident_version"));
        Assert.True(await Sql.Value<long>(connectionString, "select count(*) from read_model.incident_version where recorded_to is not null") > Incidents * 0.9 * (versions - 1), "some are corrected later, and all where there are several versions");
        Assert.Equal(
            await Sql.Value<long>(connectionString, "select count(*) from read_model.incident_version where recorded_to is null and status = 'active'"),
            await Sql.Value<long>(connectionString, "select count(*) from normalised.incident"));
        Assert.True(await DatabaseFill.IsComplete(connectionString, normalised: true, CancellationToken.None));
        await TestDatabases.DropDatabase(connectionString);
    }

    [Fact]
    public async Task A_fill_leaves_every_index_and_key_that_it_found_and_makes_normalised_tables_only_when_told()
    {
        const string Definitions =
            """
            select pg_get_indexdef(indexrelid) from pg_index join pg_class on pg_class.oid = indexrelid where relnamespace = any (array['log', 'read_model']::regnamespace[])
            union all
            select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = any (array['log', 'read_model']::regnamespace[])
            order by 1
            """;
        var connectionString = await TestDatabases.CreateDatabase();
        await DatabaseMigrator.Migrate(connectionString, CancellationToken.None);
        var before = await Sql.Lines(connectionString, Definitions);

        await new DatabaseFill(connectionString, normalised: false, _ => { }).Run(10, versions: 1, seed: 1, CancellationToken.None);

        Assert.Equal(before, await Sql.Lines(connectionString, Definitions));
        Assert.Equal((true, false), (
            await DatabaseFill.IsComplete(connectionString, normalised: false, CancellationToken.None),
            await DatabaseFill.IsComplete(connectionString, normalised: true, CancellationToken.None)));
        await TestDatabases.DropDatabase(connectionString);
    }

    [Fact]
    public void The_same_seed_gives_the_same_log()
    {
        Assert.Equal(LastHash(seed: 1), LastHash(seed: 1));
        Assert.NotEqual(LastHash(seed: 1), LastHash(seed: 2));
    }

    [Fact]
    public void What_is_generated_could_have_been_recorded_by_hand()
    {
        var (incidents, claims) = (new IncidentDetailsValidator(TimeProvider.System), new CasualtyClaimValidator(TimeProvider.System));
        var rows = Batches(seed: 3).SelectMany(batch => batch.Incidents).Select(row => row.Row.Incident).ToList();

        Assert.True(rows.Count >= Incidents);
        Assert.All(rows, incident => Assert.Empty(incidents.Validate(incident.Details).Errors));
        Assert.All(rows.SelectMany(incident => incident.Claims.Entries), entry => Assert.Empty(claims.Validate(entry.Claim).Errors));
        Assert.InRange(rows.Average(incident => incident.Claims.Entries.Count), 1.4, 1.8);
        Assert.InRange(rows.Average(incident => incident.Details.Participants.Count), 1.8, 2.2);
        Assert.InRange(rows.Average(incident => incident.Details.Citations.Count), 1.6, 2);
    }

    [Fact]
    public void A_few_ranks_have_most_of_the_draws()
    {
        var (ranks, random) = (new Zipf(60), new Random(1));
        var draws = Enumerable.Range(0, 10_000).Select(_ => ranks.Draw(random)).ToList();

        Assert.InRange(draws.Count(rank => rank < 6) / 10_000.0, 0.45, 0.6);
        Assert.Equal(60, draws.Distinct().Count());
    }

    private static string LastHash(int seed)
    {
        var head = new LogHead(0, new byte[32], default, 0, 0);
        foreach (var batch in Batches(seed))
            head = batch.Place(head);
        return Convert.ToHexStringLower(head.Hash);
    }

    private static IEnumerable<Batch> Batches(int seed)
    {
        var maker = new BatchMaker(Incidents, versions: 1, seed);
        return Enumerable.Range(0, maker.Count).Select(maker.Make);
    }
}
