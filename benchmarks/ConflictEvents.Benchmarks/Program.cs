using System.CommandLine;
using ConflictEvents.Application.Imports;
using ConflictEvents.Benchmarks.Filling;
using ConflictEvents.Benchmarks.Mapping;
using ConflictEvents.Benchmarks.Measuring;
using ConflictEvents.Infrastructure.Connections;
using ConflictEvents.Infrastructure.LocalPostgres;

using var stop = new StopSignal();
var database = new Option<string?>("--database") { Description = "Connection string of the owner of a database; it must be empty to be filled, filled to be measured." };
var data = new Option<string>("--data") { Description = "Directory of a private server with databases of generated incidents, kept for the next run.", DefaultValueFactory = _ => ".data/bench" };

var count = new Argument<int>("incidents") { Description = "How many." };
var seed = new Option<int>("--seed") { Description = "The same seed gives the same data.", DefaultValueFactory = _ => 1 };
var versions = new Option<int>("--versions") { Description = "Of each incident: corrections and claims, one after the other, when all are recorded.", DefaultValueFactory = _ => 1 };
var plain = new Option<bool>("--without-normalised") { Description = "Leave out the normalised tables that the limits are measured on." };
var fill = new Command("fill", "Fill an empty database with generated incidents.") { count, versions, seed, plain, database, data };
fill.SetAction((parsed, ct) => parsed.GetValue(database) is { } given
    ? new DatabaseFill(ConnectionSettings.Apply(given), !parsed.GetValue(plain), Say).Run(parsed.GetValue(count), parsed.GetValue(versions), parsed.GetValue(seed), ct)
    : WithServer(parsed.GetValue(data)!, databases => databases.Of(parsed.GetValue(count), !parsed.GetValue(plain), ct, parsed.GetValue(versions)), ct));

var quick = new Option<bool>("--quick") { Description = "100,000 incidents, within ten minutes." };
var size = new Option<int?>("--size") { Description = "Incidents; 3,000,000 unless told." };
var growth = new Option<int?>("--growth") { Description = "Incidents of a greater database, to compare with one of 100,000; that of --size unless told (with --quick: 100,000 with 20,000)." };
var versioned = new Option<int?>("--versioned") { Description = "Incidents of the database in which each has ten versions; 300,000 unless told (with --quick: 2,000)." };
var seconds = new Option<int?>("--seconds") { Description = "How long each measurement takes; 8 unless told (with --quick: 3)." };
var only = new Option<string[]>("--only") { Description = "Beginnings of the names of the rows to measure.", AllowMultipleArgumentsPerToken = true };
var output = new Option<string?>("--output") { Description = "Directory of the results; that of the data unless told." };
var run = new Command("run", "Measure every row of the target table; one line each.") { quick, size, growth, versioned, seconds, only, output, database, data };
run.SetAction(async (parsed, ct) =>
{
    var isQuick = parsed.GetValue(quick);
    var plan = new Plan(
        parsed.GetValue(size) ?? (isQuick ? 100_000 : 3_000_000),
        GrowthFrom: isQuick ? 20_000 : 100_000,
        parsed.GetValue(growth) ?? parsed.GetValue(size) ?? (isQuick ? 100_000 : 3_000_000),
        Seconds: parsed.GetValue(seconds) ?? (isQuick ? 3 : 8),
        Rounds: isQuick ? 1 : 3,
        ImportedRows: isQuick ? 20_000 : 100_000,
        parsed.GetValue(versioned) ?? (isQuick ? 2_000 : 300_000),
        parsed.GetValue(only) ?? []);
    var given = parsed.GetValue(database);
    await WithServer(
        parsed.GetValue(data)!,
        async databases => await Report.Write(
            parsed.GetValue(output) ?? parsed.GetValue(data)!,
            plan,
            await BenchRun.Measure(plan, databases, given is null ? null : ConnectionSettings.Apply(given), Say, ct),
            TimeProvider.System,
            ct),
        ct);
});

var port = new Option<int>("--port") { Required = true };
var ceiling = new Command("ceiling", "Serve one constant answer: the limit of the framework.") { port };
ceiling.SetAction((parsed, ct) => Ceiling.Run(parsed.GetValue(port), ct));

var file = new Argument<string>("file") { Description = "A file as the publisher of the dataset gives it out." };
var format = new Option<string>("--format") { Description = "Key of the dataset.", DefaultValueFactory = _ => DatasetFormats.All[0].Key };
var columns = new Option<string?>("--columns") { Description = "Columns of other names, such as best:best_death." };
var map = new Command("map", "Read and map a file without a database, and tell what became of its rows.") { file, format, columns };
map.SetAction((parsed, ct) => new MapRun(
    DatasetFormats.Find(parsed.GetValue(format)!) ?? throw new ArgumentException($"No dataset {parsed.GetValue(format)}."),
    parsed.GetValue(columns),
    Say).Run(parsed.GetValue(file)!, ct));

return await new RootCommand("Measures the service against the limits of its database.") { fill, run, ceiling, map }
    .Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop.Token);

static void Say(string line) => Console.Error.WriteLine(line);

static async Task WithServer(string directory, Func<Databases, Task> act, CancellationToken cancellationToken)
{
    await using var server = await LocalPostgresServer.Start(new LocalPostgresOptions(Path.Combine(directory, "postgres")), Say, cancellationToken);
    await act(new Databases(server, Say));
}
