using System.Globalization;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>What the service adds up is what the file adds up to, worked out from its cells and nothing else.</summary>
public sealed class ImportedTotalsTests
{
    private static readonly (string Name, string Code, string Alpha2)[] Countries =
        [("Libya", "620", "LY"), ("Yemen (North Yemen)", "678", "YE"), ("Serbia (Yugoslavia)", "345", "RS"), ("Myanmar (Burma)", "775", "MM"), ("Kosovo", "347", "XK")];

    [Fact]
    public async Task Killed_by_country_and_year_are_those_of_the_file()
    {
        var random = new Random(20_141);
        var rows = Enumerable.Range(1, 600).Select(id => Row(id, random)).ToList();
        await using var service = await TestService.Empty();
        var job = await service.Writer.Import(GedFile.Compressed(GedFile.Csv(rows)));
        Assert.Equal((600, 0, 0, 0, 0), job.Counts());

        var answer = await service.Reader.Get("/v1/casualties?dataset=ucdp-ged&groupBy=country,year&metrics=incidents,killed&limit=1000");

        Assert.Equal(
            rows.GroupBy(row => (Alpha2: Countries.Single(country => country.Code == row["country_id"]).Alpha2, Year: row["date_start"][..4]))
                .Select(group => (group.Key.Alpha2, group.Key.Year, Incidents: group.Count(), Low: group.Sum(row => Least(row)), Best: group.Sum(row => Number(row, "best")), High: group.Sum(row => Greatest(row))))
                .OrderBy(line => line.Alpha2, StringComparer.Ordinal).ThenBy(line => line.Year, StringComparer.Ordinal),
            answer["items"]!.AsArray().Select(item => (
                item!["country"]!.ToString(),
                item["year"]!.ToString(),
                item["incidents"]!.GetValue<int>(),
                item["killed"]!["low"]!.GetValue<int>(),
                item["killed"]!["best"]!.GetValue<int>(),
                item["killed"]!["high"]!.GetValue<int>()))
                .OrderBy(line => line.Item1, StringComparer.Ordinal).ThenBy(line => line.Item2, StringComparer.Ordinal));
        Assert.Equal(["ucdp-ged"], answer["datasets"]!.AsArray().Select(dataset => dataset!.ToString()));
    }

    /// <summary>A tenth of the rows have figures out of order, and are counted from the least to the greatest of them.</summary>
    private static Dictionary<string, string> Row(int id, Random random)
    {
        var (name, code, _) = Countries[random.Next(Countries.Length)];
        var day = new DateOnly(2010 + random.Next(6), 1 + random.Next(12), 1 + random.Next(28)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        int[] deaths = [random.Next(9), random.Next(9), random.Next(9), random.Next(3)];
        var best = deaths.Sum();
        var (low, high) = random.Next(10) == 0 ? (best + random.Next(4), best + random.Next(4) - 1) : (random.Next(best + 1), best + random.Next(20));
        return GedFile.Row(
            id,
            ("country", name), ("country_id", code), ("date_start", day), ("date_end", day), ("source_date", day),
            ("deaths_a", Text(deaths[0])), ("deaths_b", Text(deaths[1])), ("deaths_civilians", Text(deaths[2])), ("deaths_unknown", Text(deaths[3])),
            ("low", Text(low)), ("best", Text(best)), ("high", Text(Math.Max(high, 0))));
    }

    private static int Number(Dictionary<string, string> row, string column) => int.Parse(row[column], CultureInfo.InvariantCulture);

    private static int Least(Dictionary<string, string> row) => new[] { Number(row, "low"), Number(row, "best"), Number(row, "high") }.Min();

    private static int Greatest(Dictionary<string, string> row) => new[] { Number(row, "low"), Number(row, "best"), Number(row, "high") }.Max();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
