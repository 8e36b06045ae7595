using System.Net.Http.Headers;
using ConflictEvents.Api.Samples;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Infrastructure;
using ConflictEvents.Infrastructure.Database;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ConflictEvents.Api.Tests.Service;

/// <summary>The whole service over a database of its own, migrated as in production. Tests speak to it through HTTP.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public const string BootstrapKey = "bootstrap-key-of-the-tests-0123456789";

    /// <summary>A migrated database in which nothing is recorded yet.</summary>
    public static readonly DatabaseTemplate EmptyTemplate = new("service", Migrate);

    /// <summary>A database that holds the Libya 2019 case.</summary>
    public static readonly DatabaseTemplate SampleTemplate = new("service_with_sample", async connectionString =>
    {
        await Migrate(connectionString);
        await using var database = new ApplicationDatabase(connectionString);
        await using var author = StandaloneApplication.Over(database, SampleLoader.Author(SampleDirectory()));
        await SampleLoader.Load(author, SampleDirectory(), _ => { }, CancellationToken.None);
    });

    private readonly WebApplicationFactory<Program> _factory;

    private readonly bool _ownsDatabase;

    private TestService(string connectionString, IReadOnlyDictionary<string, string> settings, bool ownsDatabase = true, bool isBehindPort = false)
    {
        ConnectionString = connectionString;
        _ownsDatabase = ownsDatabase;
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Production");
            builder.UseSetting("ConnectionStrings:ConflictEvents", connectionString);
            builder.UseSetting("Security:BootstrapKey", BootstrapKey);
            builder.UseSetting("Exports:Directory", ExportDirectory);
            builder.UseSetting("Imports:Directory", ImportDirectory);
            if (isBehindPort)
                builder.UseUrls("http://127.0.0.1:0");
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
        });
        if (isBehindPort)
        {
            _factory.UseKestrel();
            _factory.StartServer();
        }

        Reader = _factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = _factory.ClientOptions.BaseAddress });
        Writer = Client(BootstrapKey);
    }

    /// <summary>Of the database's owner, who may do more than the service itself.</summary>
    public string ConnectionString { get; }

    /// <summary>Goes with the database.</summary>
    public string ExportDirectory => DirectoryOf("exports");

    /// <inheritdoc cref="ExportDirectory"/>
    public string ImportDirectory => DirectoryOf("imports");

    /// <summary>Sends no key.</summary>
    public HttpClient Reader { get; }

    /// <summary>Sends the administrator's key.</summary>
    public HttpClient Writer { get; }

    public IServiceProvider Services => _factory.Services;

    /// <summary>A service that has recorded nothing yet.</summary>
    public static async Task<TestService> Empty(IReadOnlyDictionary<string, string>? settings = null) =>
        new(await TestDatabases.CreateDatabase(EmptyTemplate), settings ?? new Dictionary<string, string>());

    /// <summary>A service that holds the Libya 2019 case.</summary>
    public static async Task<TestService> WithSample(IReadOnlyDictionary<string, string>? settings = null) =>
        new(await TestDatabases.CreateDatabase(SampleTemplate), settings ?? new Dictionary<string, string>());

    /// <summary>A service that holds the Libya 2019 case, behind a real port: where it matters how bytes travel.</summary>
    public static async Task<TestService> BehindPort(IReadOnlyDictionary<string, string>? settings = null) =>
        new(await TestDatabases.CreateDatabase(SampleTemplate), settings ?? new Dictionary<string, string>(), isBehindPort: true);

    /// <returns>A client that sends a key of its own.</returns>
    public HttpClient Client(string key)
    {
        var client = _factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = _factory.ClientOptions.BaseAddress });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Another service over the same database, as another process would be. It must be disposed of first.</summary>
    public TestService Beside(IReadOnlyDictionary<string, string>? settings = null) => new(ConnectionString, settings ?? new Dictionary<string, string>(), ownsDatabase: false);

    /// <summary>Stops the service and leaves its database.</summary>
    public async Task Stop()
    {
        Reader.Dispose();
        Writer.Dispose();
        await _factory.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (!_ownsDatabase)
            return;
        await TestDatabases.DropDatabase(ConnectionString);
        foreach (var directory in new[] { ExportDirectory, ImportDirectory }.Where(Directory.Exists))
            Directory.Delete(directory, recursive: true);
    }

    private string DirectoryOf(string what) => Path.Combine(Path.GetTempPath(), $"{what}-of-{new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString).Database}");

    public static string SampleDirectory()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var samples = Path.Combine(at.FullName, "samples", "libya-2019");
            if (Directory.Exists(samples) && File.Exists(Path.Combine(at.FullName, "ConflictEvents.sln")))
                return samples;
        }

        throw new DirectoryNotFoundException("The samples are not above the tests.");
    }

    private static Task Migrate(string connectionString) => DatabaseMigrator.Migrate(connectionString, CancellationToken.None);
}
