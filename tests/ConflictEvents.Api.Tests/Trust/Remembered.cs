using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>What readers of some moments were answered, and must be answered for ever.</summary>
internal sealed class Remembered(TestService service)
{
    private static readonly string[] Sums = ["/casualties", "/tolls"];

    private readonly Dictionary<string, string> _answers = [];

    /// <summary>Asks for the present by its time, which must be the present, and remembers what was answered.</summary>
    public async Task Remember(IEnumerable<string> paths)
    {
        var now = $"asOf={((DateTimeOffset)await Sql.Value<DateTime>(service.ConnectionString, "select recorded_at from log.event_head")).Text()}";
        foreach (var path in paths)
        {
            var address = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{now}";
            var answer = await Answer(address);
            AssertSame(path, (await Answer(path)).Replace($"?{now}", "", StringComparison.Ordinal), answer.Replace($"?{now}", "", StringComparison.Ordinal));
            _answers[address] = answer;
        }
    }

    public async Task Hold()
    {
        foreach (var (address, answer) in _answers)
            AssertSame(address, answer, await Answer(address));
    }

    /// <summary>What shows an erased resource, or is asked for by it, is answered without it from now on, and so for ever. Sums may have been of it, where <paramref name="isSummed"/>.</summary>
    public async Task Forget(Guid erased, bool isSummed)
    {
        foreach (var address in _answers.Keys.ToList())
        {
            if ($"{address} {_answers[address]}".Contains($"{erased}", StringComparison.Ordinal) || (isSummed && Sums.Any(sum => address.Contains(sum, StringComparison.Ordinal))))
                _answers[address] = await Answer(address);
        }
    }

    private static void AssertSame(string address, string expected, string actual) =>
        Assert.True(expected == actual, $"{address} answered\n{actual}\nwhere it must be\n{expected}");

    /// <returns>The bytes; of what was merged, where they are now; of what was erased, that it was.</returns>
    private async Task<string> Answer(string address)
    {
        using var answer = await service.Reader.GetAsync(address);
        if ((int)answer.StatusCode == 301)
            return $"moved to {answer.Headers.Location!.OriginalString}";
        if ((int)answer.StatusCode == 410)
            return "erased";
        Assert.True(answer.IsSuccessStatusCode, $"{address} answered {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync();
    }
}
