using Npgsql;

namespace ConflictEvents.Infrastructure.Database;

/// <summary>
/// The database as the service uses it: under the role <c>conflict_events_app</c>, which may add to the log but neither change nor delete in it.
/// </summary>
public sealed class ApplicationDatabase : IAsyncDisposable
{
    internal const string Role = "conflict_events_app";

    /// <param name="connectionString">Of a login that is a member of the role.</param>
    public ApplicationDatabase(string connectionString)
        : this(connectionString, "read_model", Role)
    {
    }

    private ApplicationDatabase(string connectionString, string readModel, string? role)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = $"{readModel},log,public",
            ApplicationName = "conflict-events",
        };
        if (role is not null)
            settings.Options = $"-c role={role} {settings.Options}".TrimEnd();
        Source = NpgsqlDataSource.Create(settings);
    }

    public NpgsqlDataSource Source { get; }

    /// <returns>The database under its owner's own rights, with the tables of the read model taken from another schema.</returns>
    internal static ApplicationDatabase AsOwner(string connectionString, string readModel) => new(connectionString, readModel, role: null);

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
