using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ConflictEvents.Application;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Architecture.Tests;

/// <summary>Habits of the house that no compiler checks.</summary>
public sealed partial class HabitTests
{
    private const int LongestFile = 400;

    // Ids of resources and claims; ids of events, which are given under the lock of the log; the name of a probed directory.
    private static readonly string[] GiversOfIds =
    [
        "src/ConflictEvents.Application/Resources/NewId.cs",
        "src/ConflictEvents.Infrastructure/EventStore/Changes.cs",
        "src/ConflictEvents.Infrastructure/LocalPostgres/DataPlace.cs",
    ];

    public static TheoryData<string> Assemblies => new(Own().Select(assembly => assembly.GetName().Name!));

    [Fact]
    public void Time_comes_from_the_TimeProvider() =>
        Assert.All(Repository.Sources("src"), source => Assert.DoesNotMatch(OtherClocks(), source.Text));

    [Fact]
    public void Ids_come_from_one_place() =>
        Assert.All(
            Repository.Sources("src").Where(source => !GiversOfIds.Contains(source.Path)),
            source => Assert.DoesNotMatch(NewIds(), source.Text));

    [Fact]
    public void No_failure_is_swallowed() =>
        Assert.All(Repository.Sources("src"), source => Assert.DoesNotMatch(EmptyCatches(), source.Text));

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void No_file_is_longer_than_one_can_hold_in_mind(string folder) =>
        Assert.All(Repository.Sources(folder), source => Assert.True(source.Text.Count(c => c == '\n') <= LongestFile, source.Path));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_static_state_changes(string assembly)
    {
        var changing = Own().Single(own => own.GetName().Name == assembly).GetTypes()
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.FullName!.Contains('<', StringComparison.Ordinal) && !type.FullName.StartsWith("System.Text.RegularExpressions.Generated", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsInitOnly: false, IsLiteral: false })
            .Select(field => $"{field.DeclaringType}.{field.Name}");

        Assert.Empty(changing);
    }

    private static Assembly[] Own() =>
        [typeof(Error).Assembly, typeof(ApplicationServices).Assembly, typeof(Infrastructure.InfrastructureServices).Assembly, typeof(Api.Http.Links).Assembly];

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b|\bStopwatch\.StartNew\b")]
    private static partial Regex OtherClocks();

    [GeneratedRegex(@"\bGuid\.(NewGuid|CreateVersion7)\b")]
    private static partial Regex NewIds();

    [GeneratedRegex(@"catch(\s*\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatches();
}
