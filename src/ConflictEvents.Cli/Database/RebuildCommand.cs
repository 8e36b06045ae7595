using System.CommandLine;
using ConflictEvents.Cli.Terminal;

namespace ConflictEvents.Cli.Database;

internal static class RebuildCommand
{
    public static Command Define(CommandRunner runner)
    {
        var command = new Command(
            "rebuild",
            """
            Derive the tables that answer queries anew from the log, compare them with those in use, and take their place.
            A running service goes on answering; changes wait while the last events are replayed and the tables compared.
            """);
        command.SetAction((_, cancellationToken) => runner.Run(
            async (maintenance, _) =>
            {
                var result = await runner.Screen.Watch("Replaying the log", progress => maintenance.RebuildReadModel(progress, cancellationToken));
                if (result.Error is { } refused)
                    return runner.Screen.Refuse(refused);

                var (events, differences) = result.Value;
                foreach (var difference in differences)
                    runner.Screen.Write(difference);
                runner.Screen.Write(differences.Count == 0
                    ? $"The read model is what the log makes it. Events: {events}"
                    : $"The read model was not what the log makes it, and has been replaced. Events: {events}");
                return differences.Count == 0 ? ExitCode.Sound : ExitCode.Unsound;
            },
            cancellationToken));
        return command;
    }
}
