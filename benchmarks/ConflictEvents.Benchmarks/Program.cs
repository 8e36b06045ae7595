using System.CommandLine;
using ConflictEvents.Benchmarks.Filling;
using ConflictEvents.Infrastructure.Connections;
using ConflictEvents.Infrastructure.LocalPostgres;

using var stop = new StopSignal();
var database = new Option<string?>("--database") { Description = "Connection string of the database's owner; else a private server under CONFLICT_EVENTS_DATA." };
var count = new Argument<int>("incidents") { Description = "How many." };
var seed = new Option<int>("--seed") { Description = "The same seed gives the same data.", DefaultValueFactory = _ => 1 };
var plain = new Option<bool>("--without-normalised") { Description = "Leave out the normalised tables that the limits are measured on." };
var fill = new Command("fill", "Fill an empty database with generated incidents.") { count, seed, database, plain };
fill.SetAction(async (parsed, cancellationToken) =>
{
    await using var source = await DatabaseSource.Open(
        parsed.GetValue(database) ?? Environment.GetEnvironmentVariable("ConnectionStrings__ConflictEvents"),
        Environment.GetEnvironmentVariable("CONFLICT_EVENTS_DATA"),
        Console.Error.WriteLine,
        cancellationToken);
    await new DatabaseFill(source.ConnectionString, !parsed.GetValue(plain), Console.Error.WriteLine).Run(parsed.GetValue(count), parsed.GetValue(seed), cancellationToken);
});

return await new RootCommand("Measures the service against the limits of its database.") { fill }
    .Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop.Token);
