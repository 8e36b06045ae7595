using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Acled;
using ConflictEvents.Application.Imports.Ucdp;
using ConflictEvents.Application.Tests.Imports.Acled;
using ConflictEvents.Application.Tests.Imports.Ucdp;

namespace ConflictEvents.Application.Tests.Imports;

/// <summary>Whatever stands in whichever cell: a row is rejected with a reason, or is what a request might have stated, so that an export of it can be imported.</summary>
public sealed class AnyCellTests
{
    private static readonly string[] Cells =
    [
        "", " ", "\t", "NA", "-1", "0", "1", "2", "3", "7", "12", "2147483648", "1e999", "NaN", "0x1", "+6", "6.0", "6.5", "-0.0", "90.0000001", "true",
        "1900-01-01", "1900-01-03", "2026-03-31", "2026-04-02", "0001-01-01", "2019-02-30", "31 March 2026", "2019-05-03T23:59:59", "1753-01-01",
        "\u00A0", "\u200B", "\u0001", "\u202E", "\u2028", "\uFEFF", "\u200Ba\u202Eb\u0007c", "a\nb", "a\r\n\tb", "\uD83D\uDE00", "e\u0301",
        ";", "; ;", ";;a;;\u200B;", "\"", "\"\"", "\"a\"", "\"a,2019-05-05,\u200B\"", "\",2019-05-05,\"", "\"a,2019-05-05,b\";\"c,2019-05-05,d\"", ",,,", "a;b;c;d",
        "http://", "https://x y", "https://example.org/a,b", "Civilians", "Government of Libya", "...", "--", "(", new('x', 250), new('x', 301), new('x', 6_000), string.Concat(Enumerable.Repeat("\uD83D\uDE00 ", 400)),
        string.Join(';', Enumerable.Range(0, 400)), "1, 2", "<b>", "\\", "%s", "null", "State forces", "one-sided",
    ];

    [Fact]
    public Task Of_ucdp() => Everywhere(new UcdpGed(), GedRows.StateBased);

    [Fact]
    public Task Of_ucdp_against_civilians() => Everywhere(new UcdpGed(), GedRows.OneSided);

    [Fact]
    public Task Of_ucdp_with_few_columns() => Everywhere(new UcdpGed(), GedRows.Thin);

    [Fact]
    public Task Of_acled() => Everywhere(new AcledEvents(), AcledEventsTests.Row);

    private static async Task Everywhere(IDatasetFormat format, IReadOnlyDictionary<string, string> row)
    {
        foreach (var column in row.Keys)
        {
            foreach (var cell in Cells)
            {
                try
                {
                    await new Mapping(format).Sound(row.With((column, cell)));
                }
                catch (Exception fault)
                {
                    Assert.Fail($"{column} = \"{cell[..Math.Min(cell.Length, 40)]}\": {fault}");
                }
            }
        }
    }
}
