using System.CommandLine;
using ConflictEvents.Application.Keys.RevokeKey;
using ConflictEvents.Cli.Terminal;

namespace ConflictEvents.Cli.Keys;

internal static class RevokeKeyCommand
{
    public static Command Define(CommandRunner runner)
    {
        var id = new Argument<string>("id") { Description = "As 'keys list' shows it; the part of the key after ce_." };
        var command = new Command("revoke", "Make a key open nothing from now on. What was recorded with it still bears its name.") { id };
        command.SetAction((parsed, cancellationToken) => runner.Run(
            async (_, mediator) =>
            {
                var result = await mediator.Send(new RevokeKey(parsed.GetRequiredValue(id)), cancellationToken);
                if (result.Error is { } refused)
                    return runner.Screen.Refuse(refused);

                runner.Screen.Write($"The key {parsed.GetRequiredValue(id)} is revoked.");
                return ExitCode.Sound;
            },
            cancellationToken));
        return command;
    }
}
