using System.CommandLine;
using ConflictEvents.Application.Incidents.VerifyBundle;
using ConflictEvents.Cli.Terminal;

namespace ConflictEvents.Cli.Bundles;

internal static class VerifyBundleCommand
{
    public static Command Define(Screen screen, BundleVerifier verifier)
    {
        var file = new Argument<FileInfo>("file") { Description = "A bundle, as GET /v1/incidents/{id}/bundle gives it." };
        var command = new Command(
            "verify-bundle",
            """
            Check an evidence bundle with nothing but the file: no database, no network.
            Every body must be the one that was hashed, every event have its hash, and the events must make all that the file says. That no event is missing between them, only the log can prove: it comes by the hash that is printed here.
            """)
        {
            file,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return Report(screen, verifier.Verify(await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName, cancellationToken)));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                screen.Complain($"The file cannot be read: {fault.Message}");
                return ExitCode.WrongUsage;
            }
        });
        return command;
    }

    private static int Report(Screen screen, BundleVerification found)
    {
        foreach (var line in found.Notes.Concat(found.Faults))
            screen.Write(line);
        screen.Write(found.Faults.Count == 0 ? "The bundle is sound." : "The bundle is not as it was made.");
        return found.Faults.Count == 0 ? ExitCode.Sound : ExitCode.Unsound;
    }
}
