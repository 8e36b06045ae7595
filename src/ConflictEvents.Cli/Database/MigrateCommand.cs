using System.CommandLine;
using ConflictEvents.Cli.Terminal;

namespace ConflictEvents.Cli.Database;

internal static class MigrateCommand
{
    public static Command Define(CommandRunner runner)
    {
        var command = new Command("migrate", "Bring the schema of the database to this version. The service does it by itself when it starts.");
        command.SetAction((_, cancellationToken) => runner.RunOnAnySchema(
            async (maintenance, _) =>
            {
                var steps = await maintenance.Migrate(cancellationToken);
                foreach (var step in steps)
                    runner.Screen.Write(step);
                runner.Screen.Write(steps.Count == 0 ? "The schema is up to date." : $"The schema is up to date now: {steps.Count} steps taken.");
                return ExitCode.Sound;
            },
            cancellationToken));
        return command;
    }
}
