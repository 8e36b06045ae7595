using System.IO.Compression;
using System.Text;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>Writes files with the columns of UCDP GED. The events in them are made up.</summary>
internal static class GedFile
{
    private static readonly string[] Columns =
    [
        "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
        "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article",
        "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude",
        "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
        "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
    ];

    /// <returns>A row of which everything can be told otherwise.</returns>
    public static Dictionary<string, string> Row(int id, params ReadOnlySpan<(string Column, string Value)> other)
    {
        var row = new Dictionary<string, string>
        {
            ["id"] = $"{id}",
            ["relid"] = $"LBY-2014-1-1-{id}",
            ["year"] = "2014",
            ["active_year"] = "1",
            ["code_status"] = "Clear",
            ["type_of_violence"] = "1",
            ["conflict_dset_id"] = "11346",
            ["conflict_new_id"] = "11346",
            ["conflict_name"] = "Libya: Government",
            ["dyad_dset_id"] = "12000",
            ["dyad_new_id"] = "12000",
            ["dyad_name"] = "Government of Libya - Riverside Brigade",
            ["side_a_dset_id"] = "111",
            ["side_a_new_id"] = "111",
            ["side_a"] = "Government of Libya",
            ["side_b_dset_id"] = "5001",
            ["side_b_new_id"] = "5001",
            ["side_b"] = "Riverside Brigade",
            ["number_of_sources"] = "1",
            ["source_article"] = "\"Gazette of the Coast,2014-03-02,Shots at the bridge\"",
            ["source_office"] = "Gazette of the Coast",
            ["source_date"] = "2014-03-02",
            ["source_headline"] = "Shots at the bridge",
            ["source_original"] = "a nurse",
            ["where_prec"] = "1",
            ["where_coordinates"] = "Sabratha town",
            ["where_description"] = "At the bridge",
            ["adm_1"] = "Zawiya district",
            ["adm_2"] = "",
            ["latitude"] = "32.7922",
            ["longitude"] = "12.4885",
            ["geom_wkt"] = "POINT (12.4885 32.7922)",
            ["priogrid_gid"] = "176785",
            ["country"] = "Libya",
            ["country_id"] = "620",
            ["region"] = "Africa",
            ["event_clarity"] = "1",
            ["date_prec"] = "1",
            ["date_start"] = "2014-03-01 00:00:00.000",
            ["date_end"] = "2014-03-01 00:00:00.000",
            ["deaths_a"] = "2",
            ["deaths_b"] = "3",
            ["deaths_civilians"] = "1",
            ["deaths_unknown"] = "0",
            ["best"] = "6",
            ["high"] = "8",
            ["low"] = "5",
            ["gwnoa"] = "620",
        };
        foreach (var (column, value) in other)
            row[column] = value;
        return row;
    }

    public static byte[] Csv(params IEnumerable<Dictionary<string, string>> rows) => Encoding.UTF8.GetBytes(
        string.Concat(rows.Select(row => string.Join(',', Columns.Select(column => Quoted(row.GetValueOrDefault(column, "")))) + "\r\n").Prepend(string.Join(',', Columns) + "\r\n")));

    public static byte[] Compressed(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(content);
        return compressed.ToArray();
    }

    private static string Quoted(string value) => value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
