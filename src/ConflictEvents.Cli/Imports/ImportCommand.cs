using System.CommandLine;
using System.Globalization;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.ReadImport;
using ConflictEvents.Application.Imports.RequestImport;
using ConflictEvents.Application.Imports.RunImport;
using ConflictEvents.Application.Jobs;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Cli.Terminal;
using MediatR;

namespace ConflictEvents.Cli.Imports;

internal static class ImportCommand
{
    // More would push the summary off the screen.
    private const int FaultsShown = 20;

    private static readonly Dictionary<string, ImportFormat> Formats = Enum.GetValues<ImportFormat>().ToDictionary(JsonContract.NameOf);

    public static Command Define(CommandRunner runner)
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV with a header, or NDJSON; of geonames, its table without one. As it is or compressed with gzip." };
        var format = new Option<string>("--format") { Description = "Whose columns it has; conflict-events for what 'export' wrote, geonames for places.", Required = true };
        format.AcceptOnlyFromAmong([.. Formats.Keys]);
        var version = new Option<string?>("--dataset-version") { Description = "As the publisher names it, such as 23.1; stands in the history of what is changed." };
        var columns = new Option<string?>("--columns") { Description = "Columns of other names, such as best:best_death,low:low_death." };
        var retract = new Option<bool>("--retract-vanished") { Description = "Retract what the dataset held before and the file does not, until a file has it again." };
        var shown = new Option<int>("--faults") { Description = "How many rejected rows and warnings to list, in the order of the file.", DefaultValueFactory = _ => FaultsShown };
        var vanished = new Option<int>("--vanished") { Description = "How many of the records that the file lacks to list, by the ids of the dataset.", DefaultValueFactory = _ => FaultsShown };
        var command = new Command(
            "import",
            """
            Load a dataset from a file. Loading it again changes nothing; a newer version corrects what it tells otherwise.
            Exit code 1 when rows were rejected.
            """)
        {
            file, format, version, columns, retract, shown, vanished,
        };
        command.SetAction((parsed, cancellationToken) => runner.Run(
            async (_, mediator) =>
            {
                var request = new ImportRequest(Formats[parsed.GetValue(format)!], parsed.GetValue(version), parsed.GetValue(columns), parsed.GetValue(retract));
                var path = parsed.GetValue(file)!.FullName;
                var result = await runner.Screen.Follow(
                    Path.GetFileName(path),
                    begun => mediator.Send(new RunImport(request, path, begun), cancellationToken));
                if (result.Error is { } refused)
                    return runner.Screen.Refuse(refused);

                cancellationToken.ThrowIfCancellationRequested();
                await ListFaults(runner.Screen, mediator, result.Value, parsed.GetValue(shown), cancellationToken);
                await ListVanished(runner.Screen, mediator, result.Value, parsed.GetValue(vanished), cancellationToken);
                Summarise(runner.Screen, result.Value);
                return result.Value is { State: JobState.Completed, Rejected: 0 } ? ExitCode.Sound : ExitCode.Unsound;
            },
            cancellationToken));
        return command;
    }

    private static async Task ListFaults(Screen screen, IMediator mediator, ImportJob job, int most, CancellationToken cancellationToken)
    {
        string? cursor = null;
        for (var left = most; left > 0; left -= PageRequest.MaximumLimit)
        {
            var faults = (await mediator.Send(new ReadFaults(job.Id, new PageRequest(left, cursor)), cancellationToken)).Value;
            foreach (var fault in faults.Items)
                screen.Say($"line {fault.Line}{(fault.Column is { } column ? $", {column}" : "")}: {(fault.Rejects ? "rejected" : "warning")}, {fault.Code}: {fault.Message}{(fault.Value is { } value ? $" ({value})" : "")}");
            if ((cursor = faults.NextCursor) is null)
                return;
        }

        screen.Say($"... and more: {job.Rejected} rows rejected, {job.Warnings} warnings in all; --faults N lists N of them.");
    }

    private static async Task ListVanished(Screen screen, IMediator mediator, ImportJob job, int most, CancellationToken cancellationToken)
    {
        string? cursor = null;
        for (var left = (int)Math.Min(most, job.Vanished ?? 0); left > 0; left -= PageRequest.MaximumLimit)
        {
            var records = (await mediator.Send(new ReadVanished(job.Id, new PageRequest(Math.Min(left, PageRequest.MaximumLimit), cursor)), cancellationToken)).Value;
            foreach (var record in records.Items)
                screen.Say($"vanished: {record.ExternalId}, here {record.IncidentId}");
            cursor = records.NextCursor;
        }

        if (job.Vanished > most)
            screen.Say($"... and more: {job.Vanished} records vanished in all; --vanished N lists N of them.");
    }

    private static void Summarise(Screen screen, ImportJob job)
    {
        var rate = job.RowsPerSecond(job.FinishedAt ?? default).ToString("0", CultureInfo.InvariantCulture);
        screen.Write($"{job.RowsRead} rows: {job.Created} created, {job.Updated} updated, {job.Unchanged} unchanged, {job.Rejected} rejected; {job.Vanished ?? 0} vanished; {rate} rows/s");
        if (job.State is not JobState.Completed)
            screen.Complain(job.Error ?? $"The import was {job.State.ToString().ToLowerInvariant()}.");
    }
}
