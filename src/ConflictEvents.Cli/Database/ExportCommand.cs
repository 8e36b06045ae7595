using System.CommandLine;
using System.IO.Compression;
using ConflictEvents.Application.Maintenance;
using ConflictEvents.Cli.Terminal;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Cli.Database;

internal static class ExportCommand
{
    private const string Compressed = ".gz";

    public static Command Define(CommandRunner runner)
    {
        var output = new Option<FileInfo?>("--output") { Description = $"The file to write, compressed where its name ends in {Compressed}; it is there once it is whole. Left out, the standard output." };
        var command = new Command(
            "export",
            """
            Write everything that is recorded, with its history: an event a line, NDJSON. 'import --format conflict-events' reads it again.
            It holds all there is, also what the licence of its dataset forbids to pass on, and what is shown to nobody without a key: it is for you, not for publication.
            """)
        {
            output,
        };
        command.SetAction((parsed, cancellationToken) => runner.Run(
            async (maintenance, _) =>
            {
                var file = parsed.GetValue(output);
                try
                {
                    var result = file is null
                        ? await Write(runner.Screen, maintenance, Console.OpenStandardOutput(), cancellationToken)
                        : await WriteFile(runner.Screen, maintenance, file.FullName, cancellationToken);
                    if (result.Error is { } refused)
                        return runner.Screen.Refuse(refused);
                    runner.Screen.Say($"{result.Value} events written.");
                    return ExitCode.Sound;
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    runner.Screen.Complain($"{file?.FullName ?? "The standard output"} cannot be written: {fault.Message}");
                    return ExitCode.WrongUsage;
                }
            },
            cancellationToken));
        return command;
    }

    private static async Task<Result<long>> WriteFile(Screen screen, IMaintenance maintenance, string path, CancellationToken cancellationToken)
    {
        var part = $"{path}.part";
        try
        {
            var result = await WritePart(screen, maintenance, part, path.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase), cancellationToken);
            if (result.Error is null)
                File.Move(part, path, overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<Result<long>> WritePart(Screen screen, IMaintenance maintenance, string part, bool isCompressed, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        if (!isCompressed)
            return await Write(screen, maintenance, file, cancellationToken);
        await using var compressed = new GZipStream(file, CompressionLevel.Fastest);
        return await Write(screen, maintenance, compressed, cancellationToken);
    }

    private static async Task<Result<long>> Write(Screen screen, IMaintenance maintenance, Stream to, CancellationToken cancellationToken) =>
        await screen.Watch("Exporting the log", progress => maintenance.ExportLog(to, progress, cancellationToken));
}
