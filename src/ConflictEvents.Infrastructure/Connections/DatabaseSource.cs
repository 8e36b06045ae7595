using ConflictEvents.Infrastructure.LocalPostgres;

namespace ConflictEvents.Infrastructure.Connections;

/// <summary>
/// The database that a process works with: the configured one, else the private server's. Disposing of it stops a private server
/// that no other process uses.
/// </summary>
/// <example>
/// The first lines of a program, before anything that connects:
/// <code>
/// using var stop = new StopSignal();
/// await using var database = await DatabaseSource.Open(
///     configuration.GetConnectionString("ConflictEvents"), configuration["CONFLICT_EVENTS_DATA"], Console.Error.WriteLine, stop.Token);
/// services.AddNpgsqlDataSource(database.ConnectionString);
/// </code>
/// </example>
public sealed class DatabaseSource : IAsyncDisposable
{
    private const string DefaultDataDirectory = ".data";

    private readonly IAsyncDisposable? _server;

    private DatabaseSource(string connectionString, IAsyncDisposable? server)
    {
        ConnectionString = ConnectionSettings.Apply(connectionString);
        _server = server;
    }

    /// <summary>Connects a role that may migrate the database, with <see cref="ConnectionSettings"/> applied.</summary>
    public string ConnectionString { get; }

    /// <param name="connectionString">The configured <c>ConnectionStrings__ConflictEvents</c>; null or blank for a private server.</param>
    /// <param name="dataDirectory">
    /// The configured <c>CONFLICT_EVENTS_DATA</c>, under which the private server keeps <c>postgres/</c>; null or blank for
    /// <c>.data</c> in the current directory.
    /// </param>
    /// <param name="say">Receives short lines about what is being done.</param>
    /// <exception cref="LocalPostgresException">A private server is wanted and cannot be had.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public static async Task<DatabaseSource> Open(
        string? connectionString, string? dataDirectory, Action<string> say, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(connectionString))
            return new DatabaseSource(connectionString, server: null);
        if (OperatingSystem.IsWindows())
            throw new LocalPostgresException("On Windows set ConnectionStrings__ConflictEvents, or run the service in WSL or Docker.");

        var server = await LocalPostgresServer.Start(new LocalPostgresOptions(PlaceOf(dataDirectory)), say, ct);
        return new DatabaseSource(server.ConnectionString, server);
    }

    /// <returns>The full name of the directory of a private server that <see cref="Open"/> would have to make; null where it would open what is there.</returns>
    /// <inheritdoc cref="Open"/>
    public static string? MissingServer(string? connectionString, string? dataDirectory) =>
        string.IsNullOrWhiteSpace(connectionString) && !Path.Exists(PlaceOf(dataDirectory)) ? Path.GetFullPath(PlaceOf(dataDirectory)) : null;

    /// <summary>Where the service keeps what is not in the database.</summary>
    /// <param name="configured">As for <see cref="Open"/>.</param>
    public static string DataDirectory(string? configured) => string.IsNullOrWhiteSpace(configured) ? DefaultDataDirectory : configured;

    private static string PlaceOf(string? dataDirectory) => Path.Combine(DataDirectory(dataDirectory), "postgres");

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
