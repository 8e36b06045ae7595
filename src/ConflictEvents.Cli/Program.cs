using System.CommandLine;
using System.CommandLine.Invocation;
using ConflictEvents.Application.Incidents.VerifyBundle;
using ConflictEvents.Application.Maintenance;
using ConflictEvents.Cli.Bundles;
using ConflictEvents.Cli.Database;
using ConflictEvents.Cli.Imports;
using ConflictEvents.Cli.Keys;
using ConflictEvents.Cli.Terminal;
using ConflictEvents.Infrastructure;
using ConflictEvents.Infrastructure.Connections;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.LocalPostgres;
using ConflictEvents.Infrastructure.Maintenance;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

using var stop = new StopSignal();
var screen = new Screen();
var runner = new CommandRunner(screen, WithDatabase);
var root = new RootCommand(
    """
    Keeps the database of a ConflictEvents service; works while a service is running and while none is.

    The database is that of ConnectionStrings__ConflictEvents, else the private server under CONFLICT_EVENTS_DATA (default: .data).
    Exit code: 0 all is well, 1 faults, differences or a refusal, 2 wrong usage or no database, 3 an unexpected failure.
    """)
{
    MigrateCommand.Define(runner),
    VerifyCommand.Define(runner),
    VerifyBundleCommand.Define(screen, new BundleVerifier(new LogFormat())),
    RebuildCommand.Define(runner),
    ImportCommand.Define(runner),
    ExportCommand.Define(runner),
    new Command("keys", "Give out, list and revoke the keys of the API.")
    {
        CreateKeyCommand.Define(runner),
        ListKeysCommand.Define(runner),
        RevokeKeyCommand.Define(runner),
    },
};

var parsed = root.Parse(args);
if (parsed.Action is ParseErrorAction complaint)
    complaint.ShowHelp = false;
var configuration = new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = null,

    // Advice about a misspelt command is no result.
    Output = parsed.Errors.Count > 0 ? Console.Error : Console.Out,
};
var code = await parsed.InvokeAsync(configuration, stop.Token);
return parsed.Errors.Count > 0 ? ExitCode.WrongUsage : code;

async Task<int> WithDatabase(bool mayMake, Func<IMaintenance, IMediator, Task<int>> act, CancellationToken cancellationToken)
{
    await using var source = await Open(mayMake, cancellationToken);
    await using var database = new ApplicationDatabase(source.ConnectionString);
    await using var services = StandaloneApplication.Over(database, new CommandLineContext());
    await using var scope = services.CreateAsyncScope();
    return await act(new DatabaseMaintenance(source.ConnectionString, database), scope.ServiceProvider.GetRequiredService<IMediator>());
}

async Task<DatabaseSource> Open(bool mayMake, CancellationToken cancellationToken)
{
    var (configured, data) = (Environment.GetEnvironmentVariable("ConnectionStrings__ConflictEvents"), Environment.GetEnvironmentVariable("CONFLICT_EVENTS_DATA"));
    if (!mayMake && DatabaseSource.MissingServer(configured, data) is { } missing)
        throw new NoDatabaseException($"There is no database in {missing}. Name its place by CONFLICT_EVENTS_DATA or ConnectionStrings__ConflictEvents; 'conflict-events migrate' makes one, as the service does when it starts.");
    try
    {
        return await DatabaseSource.Open(
            configured,
            data,
            screen.Say,
            cancellationToken);
    }
    catch (LocalPostgresException unavailable)
    {
        throw new NoDatabaseException(unavailable.Message, unavailable);
    }
    catch (ArgumentException unreadable)
    {
        throw new NoDatabaseException($"ConnectionStrings__ConflictEvents is no connection string: {unreadable.Message}", unreadable);
    }
}
