namespace ConflictEvents.Application.Tests.Imports.Ucdp;

/// <summary>Rows in the form of UCDP GED about events that never happened.</summary>
internal static class GedRows
{
    public static readonly IReadOnlyDictionary<string, string> StateBased = new Dictionary<string, string>
    {
        ["id"] = "900001",
        ["relid"] = "LIB-2019-1-9-1",
        ["year"] = "2019",
        ["active_year"] = "1",
        ["code_status"] = "Clear",
        ["type_of_violence"] = "1",
        ["conflict_dset_id"] = "11",
        ["conflict_new_id"] = "910",
        ["conflict_name"] = "Libya: Government",
        ["dyad_dset_id"] = "22",
        ["dyad_new_id"] = "920",
        ["dyad_name"] = "Government of Libya - Group of the Hills",
        ["side_a_dset_id"] = "111",
        ["side_a_new_id"] = "111",
        ["side_a"] = "Government of Libya",
        ["side_b_dset_id"] = "2201",
        ["side_b_new_id"] = "930",
        ["side_b"] = "Group of the Hills",
        ["number_of_sources"] = "2",
        ["source_article"] = "\"Hill Courier,2019-05-05,Nine killed; town retaken\";\"Coast News,2019-05-06,More bodies found\"",
        ["source_office"] = "Hill Courier;Coast News",
        ["source_date"] = "2019-05-05;2019-05-06",
        ["source_headline"] = "Nine killed, town retaken;More bodies found",
        ["source_original"] = "a police officer",
        ["where_prec"] = "2",
        ["where_coordinates"] = "Hilltown",
        ["where_description"] = "on the road\nto Hilltown",
        ["adm_1"] = "Hill province",
        ["adm_2"] = "Upper district",
        ["latitude"] = "32.5",
        ["longitude"] = "13.25",
        ["geom_wkt"] = "POINT (13.25 32.5)",
        ["priogrid_gid"] = "176067",
        ["country"] = "Libya",
        ["country_id"] = "620",
        ["region"] = "Africa",
        ["event_clarity"] = "1",
        ["date_prec"] = "2",
        ["date_start"] = "2019-05-03 00:00:00.000",
        ["date_end"] = "2019-05-04 00:00:00.000",
        ["deaths_a"] = "2",
        ["deaths_b"] = "5",
        ["deaths_civilians"] = "0",
        ["deaths_unknown"] = "2",
        ["best"] = "9",
        ["high"] = "12",
        ["low"] = "7",
        ["gwnoa"] = "620",
        ["gwnob"] = "",
    };

    public static readonly IReadOnlyDictionary<string, string> OneSided = StateBased.With(
        ("id", "900002"), ("type_of_violence", "3"), ("conflict_new_id", "911"), ("conflict_name", "Group of the Hills - Civilians"), ("dyad_new_id", "921"),
        ("dyad_name", "Group of the Hills - Civilians"), ("side_a_new_id", "930"), ("side_a_dset_id", "2201"), ("side_a", "Group of the Hills"),
        ("side_b_new_id", "1"), ("side_b_dset_id", "9999"), ("side_b", "Civilians"), ("gwnoa", ""), ("deaths_a", "0"), ("deaths_b", "0"),
        ("deaths_civilians", "4"), ("deaths_unknown", "0"), ("low", "4"), ("best", "4"), ("high", "4"));

    /// <summary>As in a copy with fourteen columns that goes around.</summary>
    public static readonly IReadOnlyDictionary<string, string> Thin = new Dictionary<string, string>
    {
        ["id"] = "900003",
        ["year"] = "2019",
        ["month"] = "5",
        ["day"] = "3",
        ["country"] = "Libya",
        ["type_of_violence"] = "Non-state violence",
        ["conflict_name"] = "Group of the Hills - Group of the Coast",
        ["side_a"] = "Group of the Hills",
        ["side_b"] = "Group of the Coast",
        ["latitude"] = "32.5",
        ["longitude"] = "13.25",
        ["low_death"] = "1",
        ["best_death"] = "2",
        ["high_death"] = "3",
    };
}
