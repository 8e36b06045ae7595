using System.Globalization;
using ConflictEvents.Api.Tests.Incidents;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>
/// Whatever is commanded, the answers stay those that the log makes, now and of every moment before. <c>CONFLICT_EVENTS_PROOF_RUNS=50</c> in the
/// environment runs fifty more seeds.
/// </summary>
public sealed class CommandPropertyTests
{
    private const int Incidents = 12;
    private const int Commands = 120;
    private const int CommandsBetweenLooks = 25;
    private const int FirstFurtherSeed = 1_000;

    public static TheoryData<int> Seeds => new([20190404, 20190504, 20190602, .. Enumerable.Range(FirstFurtherSeed, FurtherRuns())]);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_is_commanded_the_answers_are_those_that_the_log_makes(int seed)
    {
        await using var service = await TestService.Empty();
        var random = new Random(seed);
        var world = await RandomWorld.Made(service, random);
        var invariants = new Invariants(service, world, random);
        var erasures = new Erasures(service, world, invariants);
        var commands = new RandomCommands(service, world, random, erasures);
        try
        {
            await commands.Begin(Incidents);
            for (var n = 1; n <= Commands; n++)
            {
                await commands.Next();
                if (random.Next(CommandsBetweenLooks) == 0)
                    await invariants.Hold();
                if (n == Commands / 2)
                    await invariants.HoldFromTheStart();
            }

            await invariants.HoldFromTheStart();
            await erasures.NoNameIsLeft();
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"Seed {seed}, after {string.Join("; ", commands.Told)}: {broken.Message}", broken);
        }

        Assert.True(
            commands.Accepted > Commands / 2 && commands.Refused > 0 && erasures.Accepted > 0,
            $"Of the commands {commands.Accepted} were accepted, {erasures.Accepted} of them erasures, and {commands.Refused} refused.");
    }

    private static int FurtherRuns() =>
        Environment.GetEnvironmentVariable("CONFLICT_EVENTS_PROOF_RUNS") is { Length: > 0 } runs ? int.Parse(runs, CultureInfo.InvariantCulture) : 0;
}
