using System.Diagnostics;

namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>Runs a program to its end and keeps what it wrote.</summary>
internal static class ServerCommand
{
    public static async Task<Outcome> Run(string program, params IEnumerable<string> arguments)
    {
        // Not the current directory: the server's account may not be allowed to enter it.
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        // PGDATA, PGHOST, PGPORT and their like would point PostgreSQL's programs at some other server.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";

        using var process = Process.Start(start) ?? throw new LocalPostgresException($"{program} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    internal sealed record Outcome(int ExitCode, string Output, string Errors)
    {
        public bool Succeeded => ExitCode == 0;

        public string Everything => string.Join('\n', new[] { Output, Errors }.Where(text => text.Length > 0));
    }
}
