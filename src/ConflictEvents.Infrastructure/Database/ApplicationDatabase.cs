using System.Globalization;
using Npgsql;

namespace ConflictEvents.Infrastructure.Database;

/// <summary>
/// The database as the service uses it: under the role <c>conflict_events_app</c>, which may add to the log but neither change nor delete in it.
/// </summary>
public sealed class ApplicationDatabase : IAsyncDisposable
{
    internal const string Role = "conflict_events_app";

    private const string Name = "conflict-events";

    // What took all cores for itself would take them from the others.
    private const string OneCore = "-c max_parallel_workers_per_gather=0";

    // The database is to give up first: it says why.
    private const int Grace = 10;

    private readonly string _connectionString;
    private readonly string _settings;

    /// <param name="connectionString">Of a login that is a member of the role.</param>
    public ApplicationDatabase(string connectionString, StatementLimits? limits = null)
    {
        _connectionString = connectionString;
        Limits = (limits ?? new StatementLimits()).Checked();
        var pool = new NpgsqlConnectionStringBuilder(connectionString);
        (QuickSearches, WideSearches) = (Math.Max(1, pool.MaxPoolSize * 3 / 8), Math.Max(1, pool.MaxPoolSize / 8));
        pool.MaxPoolSize = Math.Max(1, pool.MaxPoolSize - QuickSearches - WideSearches);
        pool.MinPoolSize = Math.Min(pool.MinPoolSize, pool.MaxPoolSize);
        _settings = Settings(
            pool.ConnectionString,
            "read_model",
            ServiceOptions(Limits.ReadTime),
            Math.Max(Limits.ReadSeconds, Limits.CommitSeconds) + Grace);
        Source = NpgsqlDataSource.Create(_settings);
        Commits = new SemaphoreSlim(Math.Max(1, pool.MaxPoolSize / 2));
    }

    private ApplicationDatabase(string connectionString, string readModel)
    {
        _connectionString = connectionString;
        Limits = new StatementLimits();
        (QuickSearches, WideSearches) = (1, 1);
        _settings = Settings(connectionString, readModel, "-c statement_timeout=0 -c synchronous_commit=off", commandTimeout: 0);
        Source = NpgsqlDataSource.Create(_settings);
        Commits = new SemaphoreSlim(1);
    }

    public NpgsqlDataSource Source { get; }

    /// <param name="purpose">The operators of the database see it beside the name of the service.</param>
    /// <param name="patience">Whole seconds that each of its commands may take.</param>
    /// <returns>A closed connection beside the pool, for whoever keeps one.</returns>
    internal NpgsqlConnection Apart(string purpose, TimeSpan patience) => new(new NpgsqlConnectionStringBuilder(_settings)
    {
        Pooling = false,
        ApplicationName = $"{Name} {purpose}",
        CommandTimeout = (int)patience.TotalSeconds,
    }.ConnectionString);

    internal StatementLimits Limits { get; }

    /// <summary>Out of the connections that the pool may hold, those for searches that end within a moment; see <see cref="SearchLanes"/>.</summary>
    internal int QuickSearches { get; }

    /// <summary>Those for searches that take longer.</summary>
    internal int WideSearches { get; }

    /// <summary>Half of the pool: commits wait for each other, and must not hold every connection while they do.</summary>
    internal SemaphoreSlim Commits { get; }

    /// <returns>
    /// The database under its owner's own rights, with the tables of the read model taken from another schema, for work that takes its time
    /// and can be done again.
    /// </returns>
    internal static ApplicationDatabase AsOwner(string connectionString, string readModel) => new(connectionString, readModel);

    /// <returns>
    /// The database under the same rights over connections of its own, for statements that take long and answer much: so they take none from
    /// what everybody else waits for. Nothing is prepared, since each is planned for its own values. The caller disposes of it.
    /// </returns>
    /// <param name="connections">At most.</param>
    internal NpgsqlDataSource OpenForExports(int connections) => NpgsqlDataSource.Create(Settings(
        new NpgsqlConnectionStringBuilder(_connectionString)
        {
            MinPoolSize = 0,
            MaxPoolSize = connections,
            MaxAutoPrepare = 0,
            ReadBufferSize = 65_536,
        }.ConnectionString,
        "read_model",
        $"{ServiceOptions(TimeSpan.FromSeconds(Limits.ExportSeconds))} {OneCore}",
        Limits.ExportSeconds + Grace));

    /// <returns>The database under the same rights over connections of its own, for one statement of a search. The caller disposes of it.</returns>
    /// <param name="connections">At most.</param>
    /// <param name="limit">What a statement may take.</param>
    internal NpgsqlDataSource OpenForSearches(int connections, TimeSpan limit) => NpgsqlDataSource.Create(Settings(
        new NpgsqlConnectionStringBuilder(_connectionString) { MinPoolSize = Math.Min(1, connections), MaxPoolSize = connections }.ConnectionString,
        "read_model",
        $"{ServiceOptions(limit)} {OneCore}",
        (int)limit.TotalSeconds + Grace));

    public ValueTask DisposeAsync()
    {
        Commits.Dispose();
        return Source.DisposeAsync();
    }

    private static string ServiceOptions(TimeSpan limit) =>
        string.Create(CultureInfo.InvariantCulture, $"-c role={Role} -c statement_timeout={limit.TotalMilliseconds}ms");

    private static string Settings(string connectionString, string readModel, string options, int commandTimeout)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = $"{readModel},log,public",
            ApplicationName = Name,
            CommandTimeout = commandTimeout,
        };
        settings.Options = $"{settings.Options} {options}".TrimStart();
        return settings.ConnectionString;
    }
}
