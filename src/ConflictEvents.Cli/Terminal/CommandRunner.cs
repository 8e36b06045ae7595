using ConflictEvents.Application.Maintenance;
using MediatR;

namespace ConflictEvents.Cli.Terminal;

/// <summary>Opens the database for the time of a command.</summary>
/// <param name="mayMake">Whether a private server is made where there is none.</param>
/// <exception cref="NoDatabaseException">There is none to open.</exception>
internal delegate Task<int> WithDatabase(bool mayMake, Func<IMaintenance, IMediator, Task<int>> act, CancellationToken cancellationToken);

/// <summary>Runs a command on the database, and turns what goes wrong into words and an exit code.</summary>
internal sealed class CommandRunner(Screen screen, WithDatabase withDatabase)
{
    public Screen Screen => screen;

    /// <summary>For a command that works on the schema of this program's version.</summary>
    public Task<int> Run(Func<IMaintenance, IMediator, Task<int>> command, CancellationToken cancellationToken) => Run(
        mayMake: false,
        async (maintenance, mediator) =>
        {
            var schema = await maintenance.Schema(cancellationToken);
            if (schema.Pending.Count > 0)
                throw new NoDatabaseException($"The database lacks {string.Join(", ", schema.Pending)}. Run 'conflict-events migrate', or start the service once.");
            return await command(maintenance, mediator);
        },
        cancellationToken);

    /// <summary>For a command that brings the schema to this program's version.</summary>
    public Task<int> RunOnAnySchema(Func<IMaintenance, IMediator, Task<int>> command, CancellationToken cancellationToken) => Run(mayMake: true, command, cancellationToken);

    private async Task<int> Run(bool mayMake, Func<IMaintenance, IMediator, Task<int>> command, CancellationToken cancellationToken)
    {
        try
        {
            return await withDatabase(
                mayMake,
                async (maintenance, mediator) =>
                {
                    var schema = await maintenance.Schema(cancellationToken);
                    if (schema.Unknown.Count > 0)
                        throw new NoDatabaseException($"A newer version of this program has taken the steps {string.Join(", ", schema.Unknown)} on the database. Use that version.");
                    return await command(maintenance, mediator);
                },
                cancellationToken);
        }
        catch (NoDatabaseException none)
        {
            screen.Complain(none.Message);
            return ExitCode.WrongUsage;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Complain("Stopped.");
            return ExitCode.Stopped;
        }
        catch (Exception failure) when (DatabaseFault.Explain(failure) is { } explanation)
        {
            screen.Complain(explanation);
            return ExitCode.WrongUsage;
        }
        catch (Exception failure)
        {
            screen.Complain(failure.ToString());
            return ExitCode.Unexpected;
        }
    }
}
