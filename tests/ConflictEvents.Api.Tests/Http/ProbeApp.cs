using ConflictEvents.Api.Http;
using ConflictEvents.Api.Security;
using ConflictEvents.Application;
using ConflictEvents.Infrastructure;
using ConflictEvents.Infrastructure.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConflictEvents.Api.Tests.Http;

/// <summary>The service's HTTP layer before a few endpoints that use every piece of it, behind a real port.</summary>
public sealed class ProbeApp : IAsyncLifetime, IAsyncDisposable
{
    public const string BootstrapKey = "the-bootstrap-key-of-these-tests-0123456789";

    /// <summary>Nothing listens there.</summary>
    private const string NoDatabase = "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2";

    private readonly Dictionary<string, string?> _settings;
    private readonly string _environment;
    private readonly Action<IServiceCollection>? _services;
    private readonly Action<IEndpointRouteBuilder>? _endpoints;
    private readonly ApplicationDatabase _database;
    private WebApplication? _app;

    public ProbeApp()
        : this([])
    {
    }

    private ProbeApp(Dictionary<string, string?> settings, string environment = "Testing", string connectionString = NoDatabase, Action<IServiceCollection>? services = null, Action<IEndpointRouteBuilder>? endpoints = null) =>
        (_settings, _environment, _database, _services, _endpoints) = (settings, environment, new ApplicationDatabase(connectionString), services, endpoints);

    public HttpClient Client { get; private set; } = null!;

    public LogLines Log { get; } = new();

    public static async Task<ProbeApp> Start(
        Dictionary<string, string?>? settings = null, string environment = "Testing", string connectionString = NoDatabase, Action<IServiceCollection>? services = null, Action<IEndpointRouteBuilder>? endpoints = null)
    {
        var app = new ProbeApp(settings ?? [], environment, connectionString, services, endpoints);
        try
        {
            await app.InitializeAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = _environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Security:BootstrapKey"] = BootstrapKey,
        });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Logging.ClearProviders().AddProvider(Log);

        // What only the endpoints of the service need is not here.
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = false);
        builder.Services.AddConflictEventsApplication();
        builder.Services.AddConflictEventsHttp(builder.Configuration);
        builder.Services.AddConflictEventsInfrastructure(_database);
        _services?.Invoke(builder.Services);

        _app = builder.Build();
        _app.UseConflictEventsHttp();
        ProbeEndpoints.Map(_app);
        _endpoints?.Invoke(_app);
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
    }

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <returns>What the service says about a key that it makes in Development.</returns>
    public async Task<IReadOnlyList<string>> CreateDevelopmentKey()
    {
        var lines = new List<string>();
        await _app!.CreateDevelopmentKeyAsync(lines.Add);
        return lines;
    }

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, body: null, contentType: null, headers);

    public Task<Answer> Post(string path, string body, string? contentType = "application/json") => Send(HttpMethod.Post, path, body, contentType);

    public async Task<Answer> Send(HttpMethod method, string path, string? body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request);
        return await Answer.Of(response);
    }

    /// <summary>Sends exactly these bytes, which a client library would mend.</summary>
    public Task<Answer> Raw(string head, byte[]? body = null) => RawWith($"{head}\r\nContent-Length: {body?.Length ?? 0}", body);

    /// <param name="head">The request line and every header but Host and Connection.</param>
    public async Task<Answer> RawWith(string head, byte[]? body)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes($"{head}\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(body ?? []);
        using var reader = new StreamReader(stream);
        return Answer.OfRaw(await reader.ReadToEndAsync());
    }
}
