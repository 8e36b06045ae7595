using ConflictEvents.Application;
using ConflictEvents.Application.Requests;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Importing;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Infrastructure;

/// <summary>The application without HTTP, for whatever acts on its own behalf: the command line, the sample.</summary>
public static class StandaloneApplication
{
    /// <param name="author">In whose name it records.</param>
    /// <returns>For the caller to dispose of; the database stays open.</returns>
    public static ServiceProvider Over(ApplicationDatabase database, IRequestContext author) => new ServiceCollection()
        .AddSingleton(author)
        .AddLogging()
        .AddConflictEventsApplication()
        .AddConflictEventsInfrastructure(database)
        .AddImports(new ImportOptions { Directory = Path.GetTempPath() })
        .BuildServiceProvider();
}
