extern alias Benchmarks;

using Benchmarks::ConflictEvents.Benchmarks.Filling;
using ConflictEvents.Api.Tests.Database;

namespace ConflictEvents.Api.Tests.Benchmarks;

/// <summary>A database of generated incidents, enough of them that the planner has a choice; one in ten belongs to one dataset, one in a thousand to another.</summary>
public sealed class GeneratedDatabase : IAsyncLifetime
{
    private const int Incidents = 20_000;

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        ConnectionString = await TestDatabases.CreateDatabase();
        await new DatabaseFill(ConnectionString, normalised: false, _ => { }).Run(Incidents, versions: 1, seed: 1, CancellationToken.None);
        await Sql.Execute(
            ConnectionString,
            """
            update read_model.incident_version set external_id = id::text, dataset = case when uuid_hash(id) % 1000 = 0 then 'rare-set' else 'common-set' end
            where recorded_to is null and uuid_hash(id) % 10 = 0;
            """);
        await Sql.Execute(ConnectionString, "vacuum (analyze) read_model.incident_version");
    }

    public Task DisposeAsync() => TestDatabases.DropDatabase(ConnectionString);
}
