using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Events;
using ConflictEvents.Application.Incidents.ReadBundle;
using ConflictEvents.Application.Incidents.ReadSimilar;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Releases;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Review.ListDuplicates;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Exports;
using ConflictEvents.Infrastructure.Importing;
using ConflictEvents.Infrastructure.Keys;
using ConflictEvents.Infrastructure.Projections;
using ConflictEvents.Infrastructure.Queries;
using ConflictEvents.Infrastructure.Releases;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Infrastructure;

public static class InfrastructureServices
{
    /// <summary>Registers the log, the read model and the keys of one database. It must have been migrated before they are used.</summary>
    public static IServiceCollection AddConflictEventsInfrastructure(this IServiceCollection services, ApplicationDatabase database) => services
        .AddSingleton(database)
        .AddSingleton(database.Source)
        .AddSingleton<CursorSecret>()
        .AddSingleton<SearchLanes>()
        .AddSingleton<PointSamples>()
        .AddHostedService(provider => provider.GetRequiredService<PointSamples>())
        .AddSingleton<SingleRows>()
        .AddSingleton<HeadWatch>()
        .AddSingleton<IHeadWatch>(services => services.GetRequiredService<HeadWatch>())
        .AddSingleton<Moments>()
        .AddSingleton<Snapshot>()
        .AddSingleton<IReleases, PostgresReleases>()
        .AddScoped<IReadModel, ReadModel>()
        .AddSingleton<PostgresExports>()
        .AddSingleton<IExports>(provider => provider.GetRequiredService<PostgresExports>())
        .AddSingleton<IChangeReader, ChangeReader>()
        .AddSingleton<ICasualtyReader, CasualtyReader>()
        .AddSingleton<ISimilarReader, SimilarReader>()
        .AddSingleton<IDuplicateReader, DuplicateReader>()
        .AddSingleton<IEvidenceReader, EvidenceReader>()
        .AddSingleton<ILogFormat, LogFormat>()
        .AddSingleton<PendingRenderings>()
        .AddSingleton<ReferenceCache>()
        .AddHostedService(provider => provider.GetRequiredService<PendingRenderings>())
        .AddScoped<IEventStore, PostgresEventStore>()
        .AddKeyStore();

    /// <summary>Registers the jobs that write exports to files, and what does their work.</summary>
    public static IServiceCollection AddExportJobs(this IServiceCollection services, ExportJobOptions options) => services
        .AddSingleton(options.Checked())
        .AddSingleton<ExportFiles>()
        .AddSingleton<ExportWorker>()
        .AddHostedService(provider => provider.GetRequiredService<ExportWorker>())
        .AddScoped<IExportJobs, ExportJobs>();

    /// <summary>Registers the loading of datasets.</summary>
    public static IServiceCollection AddImports(this IServiceCollection services, ImportOptions options) => services
        .AddSingleton(options.Checked())
        .AddSingleton<ImportFiles>()
        .AddSingleton<ImportBatches>()
        .AddSingleton<EventRules>()
        .AddSingleton<EventBatches>()
        .AddSingleton<PlaceBatches>()
        .AddSingleton<ImportRuns>()
        .AddSingleton<ImportWorker>()
        .AddScoped<IImportJobs, ImportJobs>();

    /// <summary>Has this process load the datasets that anybody asks for.</summary>
    public static IServiceCollection AddImportWorker(this IServiceCollection services) => services
        .AddHostedService(provider => provider.GetRequiredService<ImportWorker>());
}
