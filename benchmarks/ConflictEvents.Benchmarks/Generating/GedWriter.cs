using System.Globalization;
using System.Text;

namespace ConflictEvents.Benchmarks.Generating;

/// <summary>Writes made-up events with the columns of UCDP GED: as many actors, places and publications to an event as the dataset has.</summary>
internal static class GedWriter
{
    private const string Header =
        "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,"
        + "side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,"
        + "source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,"
        + "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";

    private static readonly (string Name, int Code, double Longitude, double Latitude)[] Countries =
    [
        ("Afghanistan", 700, 66, 34), ("Nigeria", 475, 8, 10), ("Iraq", 645, 44, 33), ("Somalia", 520, 46, 5),
        ("Colombia", 100, -74, 4), ("India", 750, 79, 22), ("Sudan", 625, 30, 15), ("Philippines", 840, 122, 12),
    ];

    private static readonly string[] Words = ["market", "bridge", "road", "camp", "school", "valley", "checkpoint", "river", "convoy", "village", "dispute", "patrol", "harvest", "border", "station"];

    /// <param name="rows">How many events.</param>
    /// <param name="seed">The same gives the same bytes.</param>
    public static void Write(string path, int rows, int seed)
    {
        var random = new Random(seed);
        var (actors, places, offices) = (new Zipf(400), new Zipf(Math.Max(50, rows / 10)), new Zipf(300));
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\r\n" };
        file.WriteLine(Header);
        for (var id = 1; id <= rows; id++)
            file.WriteLine(string.Join(',', Event(id, random, actors, places, offices).Select(Quoted)));
    }

    private static IEnumerable<string> Event(int id, Random random, Zipf actors, Zipf places, Zipf offices)
    {
        var (actor, place) = (actors.Draw(random), places.Draw(random));
        var country = Countries[actor % Countries.Length];
        var violence = 1 + (random.Next(10) / 4);
        var day = new DateOnly(1989 + (int)((long)id * 34 % 34), 1, 1).AddDays(random.Next(365));
        int[] deaths = [random.Next(4), random.Next(6), violence is 3 ? random.Next(12) : random.Next(2), random.Next(2)];
        var best = deaths.Sum();
        var (latitude, longitude) = (country.Latitude + (place % 97 / 30.0), country.Longitude + (place % 89 / 30.0));
        var (office, published) = ($"{Words[offices.Draw(random) % Words.Length]} Gazette {offices.Draw(random)}", Text(day.AddDays(1)));
        var headline = string.Join(' ', Enumerable.Range(0, 8).Select(_ => Words[random.Next(Words.Length)]));
        var (conflict, dyad, sideB) = (200 + (actor / 4), 900 + actor, 2_000 + actor);
        return
        [
            Text(id), $"X-{day.Year}-{id}", Text(day.Year), "1", "Clear", Text(violence), Text(conflict), Text(conflict), $"{country.Name}: area {actor / 4}", Text(dyad), Text(dyad),
            $"Government of {country.Name} - Front {actor}", Text(100 + (actor % 8)), Text(100 + (actor % 8)), $"Government of {country.Name}", Text(sideB), Text(sideB), violence is 3 ? "Civilians" : $"Front {actor}",
            "1", $"\"{office},{published},{headline}\"", office, published, headline, "a local official", Text(1 + (random.Next(10) / 4)), $"Place {place}", $"Near the {Words[random.Next(Words.Length)]} of place {place}",
            $"Province {place % 30}", $"District {place % 300}", Text(latitude), Text(longitude), "", Text(100_000 + place), country.Name, Text(country.Code), "Region",
            "1", "1", $"{Text(day)} 00:00:00.000", $"{Text(day)} 00:00:00.000", Text(deaths[0]), Text(deaths[1]), Text(deaths[2]), Text(deaths[3]), Text(best), Text(best + random.Next(3)), Text(Math.Max(0, best - random.Next(3))), Text(country.Code), "",
        ];
    }

    private static string Text(IFormattable value) => value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value.ToString(null, CultureInfo.InvariantCulture);

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
