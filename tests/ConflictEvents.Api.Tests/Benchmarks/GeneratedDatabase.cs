extern alias Benchmarks;

using Benchmarks::ConflictEvents.Benchmarks.Filling;
using ConflictEvents.Api.Tests.Database;

namespace ConflictEvents.Api.Tests.Benchmarks;

/// <summary>A database of generated incidents, enough of them that the planner has a choice.</summary>
public sealed class GeneratedDatabase : IAsyncLifetime
{
    private const int Incidents = 20_000;

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        ConnectionString = await TestDatabases.CreateDatabase();
        await new DatabaseFill(ConnectionString, normalised: false, _ => { }).Run(Incidents, seed: 1, CancellationToken.None);
    }

    public Task DisposeAsync() => TestDatabases.DropDatabase(ConnectionString);
}
