using System.Diagnostics;
using System.Reflection;

namespace ConflictEvents.Api.Tests.CommandLine;

/// <summary>What a run of <c>conflict-events</c> came to.</summary>
/// <param name="Output">Of the standard output, without the line break at its end.</param>
internal sealed record CommandLine(int ExitCode, string Output, string Errors)
{
    private static readonly string Program = typeof(CommandLine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CommandLine").Value!;

    /// <summary>Runs the program as built, on a database.</summary>
    public static Task<CommandLine> Run(string connectionString, params string[] arguments) =>
        Run(new Dictionary<string, string?> { ["ConnectionStrings__ConflictEvents"] = connectionString }, arguments);

    public static async Task<CommandLine> Run(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new CommandLine(process.ExitCode, (await output).TrimEnd(), await errors);
    }
}
