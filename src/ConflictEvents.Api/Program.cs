using ConflictEvents.Api.Casualties;
using ConflictEvents.Api.Exports;
using ConflictEvents.Api.Feed;
using ConflictEvents.Api.Health;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Imports;
using ConflictEvents.Api.Incidents;
using ConflictEvents.Api.OpenApi;
using ConflictEvents.Api.References;
using ConflictEvents.Api.Releases;
using ConflictEvents.Api.Review;
using ConflictEvents.Api.Samples;
using ConflictEvents.Api.Security;
using ConflictEvents.Application;
using ConflictEvents.Infrastructure;
using ConflictEvents.Infrastructure.Connections;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Exports;
using ConflictEvents.Infrastructure.Importing;
using ConflictEvents.Infrastructure.LocalPostgres;

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["PORT"] is { Length: > 0 } port)
    builder.WebHost.UseUrls(builder.Environment.IsDevelopment() ? $"http://localhost:{port}" : $"http://*:{port}");

// Until the host listens for signals itself, a stop must still take the database server down with it.
using var stop = new StopSignal();
try
{
    await using var source = await DatabaseSource.Open(
        builder.Configuration.GetConnectionString("ConflictEvents"), builder.Configuration["CONFLICT_EVENTS_DATA"], Say, stop.Token);
    foreach (var step in await DatabaseMigrator.Migrate(source.ConnectionString, stop.Token))
        Say($"database: {step}");
    await using var database = new ApplicationDatabase(source.ConnectionString, builder.Configuration.GetSection(StatementLimits.Section).Get<StatementLimits>());

    builder.Services
        .AddConflictEventsApplication()
        .AddConflictEventsInfrastructure(database)
        .AddConflictEventsHttp(builder.Configuration)
        .AddOpenApiDocument(builder.Configuration)
        .AddExports(builder.Configuration)
        .AddExportJobs(ExportJobs())
        .AddImports(Imports())
        .AddImportWorker()
        .AddHealth();

    await using var app = builder.Build();
    app.UseConflictEventsHttp();
    app.MapHealth();
    app.MapIncidents();
    app.MapCasualties();
    app.MapReferences();
    app.MapFeed();
    app.MapReleases();
    app.MapExports();
    app.MapImports();
    app.MapReview();
    app.MapKeys();
    app.MapOpenApiDocument();

    await app.CreateDevelopmentKeyAsync(Say);
    if (builder.Configuration["Sample:Directory"] is { Length: > 0 } samples)
    {
        await using var author = StandaloneApplication.Over(database, SampleLoader.Author(samples));
        await SampleLoader.Load(author, samples, Say, stop.Token);
    }

    await app.RunAsync(stop.Token);
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    Say("stopped while starting");
}
catch (LocalPostgresException failure)
{
    Console.Error.WriteLine(failure.Message);
    Environment.ExitCode = 1;
}

ExportJobOptions ExportJobs()
{
    var options = builder.Configuration.GetSection(ExportJobOptions.Section).Get<ExportJobOptions>() ?? new ExportJobOptions();
    return options.Directory.Length > 0 ? options : options with { Directory = Path.Combine(DatabaseSource.DataDirectory(builder.Configuration["CONFLICT_EVENTS_DATA"]), "exports") };
}

ImportOptions Imports()
{
    var options = builder.Configuration.GetSection(ImportOptions.Section).Get<ImportOptions>() ?? new ImportOptions();
    return options.Directory.Length > 0 ? options : options with { Directory = Path.Combine(DatabaseSource.DataDirectory(builder.Configuration["CONFLICT_EVENTS_DATA"]), "imports") };
}

static void Say(string line) => Console.WriteLine(line);
