using System.CommandLine;
using ConflictEvents.Cli.Terminal;

namespace ConflictEvents.Cli.Database;

internal static class VerifyCommand
{
    public static Command Define(CommandRunner runner)
    {
        var command = new Command(
            "verify",
            """
            Check that the log is as it was written: every event and body unaltered, none missing, in order. Reads only.
            It prints the hash of the last event. Keep a copy where the database's administrator cannot reach it: as long as verify comes by that hash again, nothing before it was exchanged.
            """);
        command.SetAction((_, cancellationToken) => runner.Run(
            async (maintenance, _) =>
            {
                var found = await runner.Screen.Watch("Verifying the log", progress => maintenance.VerifyLog(progress, cancellationToken));
                foreach (var fault in found.Faults)
                    runner.Screen.Write(fault);
                runner.Screen.Write(found.Faults.Count == 0
                    ? $"The log is sound. Events: {found.Last}. Hash of the last: {Convert.ToHexStringLower(found.Hash)}"
                    : "The log is not as it was written. Restore it from a backup that verifies.");
                return found.Faults.Count == 0 ? ExitCode.Sound : ExitCode.Unsound;
            },
            cancellationToken));
        return command;
    }
}
