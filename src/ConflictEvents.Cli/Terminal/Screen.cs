using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Maintenance;
using ConflictEvents.Domain.Results;
using Spectre.Console;

namespace ConflictEvents.Cli.Terminal;

/// <summary>Results go to the standard output, so that they can be piped; progress and complaints go to the standard error.</summary>
internal sealed class Screen
{
    // Wide enough for a table that nobody watches.
    private const int PipeWidth = 250;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly IAnsiConsole _results = Open(Console.Out, Console.IsOutputRedirected);
    private readonly IAnsiConsole _asides = Open(Console.Error, Console.IsErrorRedirected);

    public Screen()
    {
        if (Console.IsOutputRedirected)
            _results.Profile.Width = PipeWidth;
    }

    /// <summary>A line of the result.</summary>
    public void Write(string line) => _results.Profile.Out.Writer.WriteLine(line);

    public void Write(Table table) => _results.Write(table);

    /// <summary>A line about what is being done.</summary>
    public void Say(string line) => _asides.Profile.Out.Writer.WriteLine(line);

    public void Complain(string line) => Say($"error: {line}");

    /// <summary>Says why a request was refused.</summary>
    /// <returns>The exit code.</returns>
    public int Refuse(Error error)
    {
        var isUsage = error.Kind is ErrorKind.Invalid or ErrorKind.Malformed;
        if (error.Fields.Count == 0 || !isUsage)
            Complain(error.Message);
        else
            error.Fields.ToList().ForEach(field => Complain($"{field.Path}: {field.Message}"));
        return isUsage ? ExitCode.WrongUsage : ExitCode.Unsound;
    }

    /// <summary>Shows how far a walk through the log has come while it goes on.</summary>
    public async Task<T> Watch<T>(string what, Func<IProgress<LogProgress>, Task<T>> walk) => await _asides.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(what);
            var result = await walk(new Bar(bar));
            bar.Value = bar.MaxValue;
            return result;
        });

    /// <summary>Shows how far a file has been read while it is loaded.</summary>
    /// <param name="load">Is handed whom to tell of the job once there is one.</param>
    public async Task<T> Follow<T>(string what, Func<Action<ImportJob>, Task<T>> load) => await _asides.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(what));
            ImportJob? job = null;
            var loading = load(begun => job = begun);
            while (await Task.WhenAny(loading, Task.Delay(Glance)) != loading)
                Show();
            var result = await loading;
            Show();
            return result;

            void Show()
            {
                if (job is null)
                    return;
                bar.MaxValue = Math.Max(job.FileBytes, 1);
                bar.Value = job.BytesRead;
                bar.Description = Markup.Escape($"{what}: {job.RowsRead} rows");
            }
        });

    private static IAnsiConsole Open(TextWriter writer, bool isRedirected) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });

    private sealed class Bar(ProgressTask task) : IProgress<LogProgress>
    {
        public void Report(LogProgress value)
        {
            task.MaxValue = Math.Max(value.Last, 1);
            task.Value = value.Reached;
        }
    }
}
