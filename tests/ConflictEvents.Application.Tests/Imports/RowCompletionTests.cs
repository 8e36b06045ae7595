using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Acled;
using ConflictEvents.Application.Imports.Ucdp;
using ConflictEvents.Application.Tests.Imports.Ucdp;

namespace ConflictEvents.Application.Tests.Imports;

/// <summary>A column that a file does not have erases nothing; what the file contradicts is not kept, nor what belongs with it.</summary>
public sealed class RowCompletionTests
{
    private static readonly Dictionary<string, string> Whole = GedRows.StateBased.With(("month", ""), ("day", ""));

    private static readonly Dictionary<string, string> Thin = GedRows.Thin.With(
        ("id", "900001"), ("type_of_violence", "State-based violence"), ("conflict_name", "Libya: Government"), ("side_a", "Government of Libya"),
        ("side_b", "Group of the Hills"), ("latitude", "32.50"), ("low_death", "7"), ("best_death", "9"), ("high_death", "12"));

    public static TheoryData<string, string, string[]> Contradictions() => new()
    {
        { "best_death", "10", ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"] },
        { "latitude", "32.6", ["where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "country_id"] },
        { "day", "4", ["date_start", "date_end", "date_prec"] },
        { "side_b", "Group of the Dunes", ["side_b_new_id", "side_b_dset_id", "dyad_new_id", "conflict_new_id", "gwnoa"] },
        { "type_of_violence", "One-sided violence", ["side_a_new_id", "dyad_name"] },
        { "country", "", ["where_prec", "country_id"] },
    };

    [Fact]
    public async Task What_repeats_the_earlier_row_in_fewer_columns_says_the_same()
    {
        var whole = await Row(Whole);

        var complete = RowCompletion.Complete(await Row(Thin), whole, new UcdpGed());

        Assert.Equal(Hash(whole), Hash(complete));
        Assert.Equal("on the road\nto Hilltown", complete["where_description"]);
    }

    [Fact]
    public async Task What_has_every_column_is_left_as_it_is_empty_cells_included()
    {
        var row = await Row(GedRows.StateBased.With(("source_article", ""), ("adm_2", "")));

        Assert.Equal(Hash(row), Hash(RowCompletion.Complete(row, await Row(Whole), new UcdpGed())));
        Assert.Equal(Hash(row), Hash(RowCompletion.Complete(row, await Row(Thin), new UcdpGed())));
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task What_belongs_with_a_contradiction_is_not_kept(string column, string cell, string[] gone)
    {
        var complete = RowCompletion.Complete(await Row(Thin.With((column, cell))), await Row(Whole), new UcdpGed());

        Assert.All(gone, absent => Assert.Null(complete[absent]));
        Assert.Equal("Hill Courier;Coast News", complete["source_office"]);
        Assert.Equal("LIB-2019-1-9-1", complete["relid"]);
        var again = RowCompletion.Complete(await Row(Thin.With((column, cell))), complete, new UcdpGed());
        Assert.Equal(Hash(complete), Hash(again));
    }

    [Fact]
    public async Task An_actor_of_acled_is_kept_with_who_is_associated_with_it()
    {
        var whole = new Dictionary<string, string>
        {
            ["event_id_cnty"] = "LBY1",
            ["event_date"] = "02 March 2014",
            ["event_type"] = "Battles",
            ["sub_event_type"] = "Armed clash",
            ["actor1"] = "Riverside Brigade",
            ["assoc_actor_1"] = "Hill Band",
            ["latitude"] = "32.79",
            ["longitude"] = "12.49",
            ["country"] = "Libya",
            ["fatalities"] = "4",
            ["notes"] = "Shots.",
        };
        var thin = whole.Without("assoc_actor_1", "notes").With(("event_date", "2014-03-02"));
        var acled = new AcledEvents();

        var same = RowCompletion.Complete(await Row(thin, acled), await Row(whole, acled), acled);
        var other = RowCompletion.Complete(await Row(thin.With(("actor1", "Dune Band")), acled), await Row(whole, acled), acled);

        Assert.Equal(("Hill Band", "Shots."), (same["assoc_actor_1"], same["notes"]));
        Assert.Equal((null, "Shots."), (other["assoc_actor_1"], other["notes"]));
    }

    private static string Hash(DatasetRow row) => row.ContentHash(new UcdpGed().Columns.SelectMany(group => group).ToHashSet().Contains);

    private static async Task<DatasetRow> Row(IReadOnlyDictionary<string, string> cells, IDatasetFormat? format = null) => Assert.Single((await Given.Read(
        $"{string.Join(',', cells.Keys)}\n{string.Join(',', cells.Values.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))}\n", format: format ?? new UcdpGed())).Rows);
}
