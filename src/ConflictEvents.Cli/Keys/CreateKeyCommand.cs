using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Keys.CreateKey;
using ConflictEvents.Application.Queries;
using ConflictEvents.Cli.Terminal;

namespace ConflictEvents.Cli.Keys;

internal static class CreateKeyCommand
{
    private static readonly Dictionary<string, Scope> ScopesByName = Enum.GetValues<Scope>().ToDictionary(JsonContract.NameOf);

    public static Command Define(CommandRunner runner)
    {
        var name = new Option<string>("--name")
        {
            Description = "Who will use it: a person, a team or a program. It stands in the history of everything recorded with the key.",
            Required = true,
        };
        var scopes = new Option<Scope[]>("--scopes")
        {
            Description = $"What it allows, one or more, separated by commas: {string.Join(", ", ScopesByName.Keys)}.",
            Required = true,
            CustomParser = ReadScopes,
        };
        var expires = new Option<DateTimeOffset?>("--expires")
        {
            Description = "From when on it opens nothing: a date (the beginning of that day in UTC), or a time such as 2027-01-31T12:00:00Z. Left out, it does not expire.",
            CustomParser = ReadTime,
        };

        var command = new Command("create", "Give out a key. It is the only line on the standard output, and is shown this once.") { name, scopes, expires };
        command.SetAction((parsed, cancellationToken) => runner.Run(
            async (_, mediator) =>
            {
                var body = new NewKey
                {
                    Name = parsed.GetRequiredValue(name),
                    Scopes = parsed.GetRequiredValue(scopes),
                    ExpiresAt = parsed.GetValue(expires),
                };
                var result = await mediator.Send(new CreateKey(body), cancellationToken);
                if (result.Error is { } refused)
                    return runner.Screen.Refuse(refused);

                runner.Screen.Say($"The key {result.Value.Key.Id} of {result.Value.Key.Name} is in force. It is not stored: keep it now.");
                runner.Screen.Write(result.Value.Secret);
                return ExitCode.Sound;
            },
            cancellationToken));
        return command;
    }

    private static Scope[] ReadScopes(ArgumentResult given)
    {
        var words = given.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)).ToList();
        foreach (var unknown in words.Where(word => !ScopesByName.ContainsKey(word)))
            given.AddError($"--scopes: there is no scope '{unknown}'; there are {string.Join(", ", ScopesByName.Keys)}.");
        return [.. words.Where(ScopesByName.ContainsKey).Select(word => ScopesByName[word])];
    }

    private static DateTimeOffset? ReadTime(ArgumentResult given)
    {
        var text = given.Tokens.Single().Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        if (AsOf.TryParse(text, CultureInfo.InvariantCulture, out var moment))
            return moment.Time;
        given.AddError($"--expires: '{text}' is neither a date such as 2027-01-31 nor a time such as 2027-01-31T12:00:00Z.");
        return null;
    }
}
