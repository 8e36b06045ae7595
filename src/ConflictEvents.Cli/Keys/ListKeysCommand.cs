using System.CommandLine;
using System.Globalization;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Keys.ListKeys;
using ConflictEvents.Cli.Terminal;
using Spectre.Console;

namespace ConflictEvents.Cli.Keys;

internal static class ListKeysCommand
{
    public static Command Define(CommandRunner runner)
    {
        var command = new Command("list", "List all keys, the newest first, expired and revoked ones included. No secrets.");
        command.SetAction((_, cancellationToken) => runner.Run(
            async (_, mediator) =>
            {
                var table = new Table().Border(TableBorder.Simple).AddColumns("id", "name", "scopes", "created", "by", "expires", "last used", "revoked");
                foreach (var key in await mediator.Send(new ListKeys(), cancellationToken))
                {
                    string[] cells =
                    [
                        key.Id,
                        key.Name,
                        string.Join(',', key.Scopes.Select(JsonContract.NameOf)),
                        Time(key.CreatedAt),
                        key.CreatedBy,
                        Time(key.ExpiresAt),
                        Time(key.LastUsedAt),
                        key.RevokedBy is null ? "" : $"{Time(key.RevokedAt)} by {key.RevokedBy}",
                    ];
                    table.AddRow([.. cells.Select(Markup.Escape)]);
                }

                runner.Screen.Write(table);
                return ExitCode.Sound;
            },
            cancellationToken));
        return command;
    }

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";
}
