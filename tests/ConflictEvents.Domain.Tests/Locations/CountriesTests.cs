using System.Globalization;
using ConflictEvents.Domain.Locations;

namespace ConflictEvents.Domain.Tests.Locations;

public sealed class CountriesTests
{
    private static readonly string[] Pairs = [.. Letters().SelectMany(first => Letters().Select(second => first + second))];

    [Theory]
    [InlineData("LY", "LBY")]
    [InlineData("UA", "UKR")]
    [InlineData("PS", "PSE")]
    [InlineData("SD", "SDN")]
    [InlineData("SS", "SSD")]
    [InlineData("CD", "COD")]
    [InlineData("EH", "ESH")]
    [InlineData("TW", "TWN")]
    [InlineData("GB", "GBR")]
    [InlineData("NA", "NAM")]
    [InlineData("AQ", "ATA")]
    [InlineData("XK", "XKK")]
    public void A_country_has_two_codes(string alpha2, string alpha3)
    {
        Assert.True(Countries.IsAlpha2(alpha2));
        Assert.Equal(alpha2, Countries.Alpha2(alpha2));
        Assert.Equal(alpha2, Countries.Alpha2(alpha3));
        Assert.False(Countries.IsAlpha2(alpha3));
    }

    [Theory]
    [InlineData("ly")]
    [InlineData("Ly")]
    [InlineData("")]
    [InlineData("L")]
    [InlineData("en-LY")]
    [InlineData("Libya")]
    [InlineData("LYB")]
    [InlineData("434")]
    [InlineData("QQ")]
    [InlineData("ZZ")]
    [InlineData("XA")]
    [InlineData("UK")]
    [InlineData("EU")]
    [InlineData("UN")]
    [InlineData("SU")]
    [InlineData("YU")]
    [InlineData("YUG")]
    [InlineData("AN")]
    [InlineData("IC")]
    public void Anything_else_is_no_country(string code)
    {
        Assert.False(Countries.IsAlpha2(code));
        Assert.Null(Countries.Alpha2(code));
    }

    [Fact]
    public void There_are_the_249_countries_of_ISO_3166_and_Kosovo() => Assert.Equal(250, Pairs.Count(Countries.IsAlpha2));

    [Theory]
    [InlineData("LY", "434", "620")]
    [InlineData("AF", "004", "700")]
    [InlineData("RU", "643", "365")]
    [InlineData("RS", "688", "340 345")]
    [InlineData("YE", "887", "678 680")]
    [InlineData("VN", "704", "816 817")]
    [InlineData("DE", "276", "260 265")]
    [InlineData("TL", "626", "860")]
    [InlineData("SS", "728", "626")]
    [InlineData("CD", "180", "490")]
    [InlineData("XK", null, "347")]
    [InlineData("PS", "275", "")]
    [InlineData("EH", "732", "")]
    public void A_country_has_a_numeric_code_and_the_numbers_of_the_states_it_is_and_was(string alpha2, string? numeric, string states)
    {
        Assert.Equal(numeric, Countries.Numeric(alpha2));
        Assert.Equal(states, string.Join(' ', Countries.GleditschWard(alpha2)));
        Assert.All(Countries.GleditschWard(alpha2), state => Assert.Equal(alpha2, Countries.OfGleditschWard(state)));
        if (numeric is not null)
            Assert.Equal((alpha2, alpha2), (Countries.OfNumeric(numeric), Countries.OfNumeric(numeric.TrimStart('0'))));
    }

    [Theory]
    [InlineData("315")] // Czechoslovakia
    [InlineData("396")] // Abkhazia
    [InlineData("0")]
    [InlineData("")]
    public void A_state_that_several_countries_followed_or_nobody_coded_has_no_code(string state) => Assert.Null(Countries.OfGleditschWard(state));

    [Fact]
    public void The_table_has_the_countries_of_the_platform_and_their_codes()
    {
        Assert.All(Pairs.Where(Countries.IsAlpha2), alpha2 => Assert.Equal(alpha2, Countries.Alpha2(Countries.Alpha3(alpha2))));
        Assert.All(Pairs.Where(Countries.IsAlpha2), alpha2 => Assert.Equal(alpha2, Countries.OfName(Countries.Name(alpha2))));
        Assert.Equal(249, Pairs.Where(Countries.IsAlpha2).Select(Countries.Numeric).OfType<string>().Distinct().Count());
        Assert.Equal(201, Pairs.Where(Countries.IsAlpha2).SelectMany(Countries.GleditschWard).Distinct().Count());
    }

    [Theory]
    [InlineData("Libya", "LY")]
    [InlineData("Russia (Soviet Union)", "RU")]
    [InlineData("Yemen (North Yemen)", "YE")]
    [InlineData("Serbia (Yugoslavia)", "RS")]
    [InlineData("DR Congo (Zaire)", "CD")]
    [InlineData("Congo", "CG")]
    [InlineData("Ivory Coast", "CI")]
    [InlineData("Bosnia-Herzegovina", "BA")]
    [InlineData("Myanmar (Burma)", "MM")]
    [InlineData("Cambodia (Kampuchea)", "KH")]
    [InlineData("Macedonia, FYR", "MK")]
    [InlineData("Kingdom of eSwatini (Swaziland)", "SZ")]
    [InlineData("united states of america", "US")]
    [InlineData("Turkey", "TR")]
    [InlineData("Guinea-Bissau", "GW")]
    [InlineData("Trinidad and Tobago", "TT")]
    [InlineData("Sao Tome and Principe", "ST")]
    [InlineData("Atlantis", null)]
    [InlineData("", null)]
    public void A_country_is_found_by_the_names_that_datasets_use(string name, string? alpha2) => Assert.Equal(alpha2, Countries.OfName(name));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-LY")]
    [InlineData("")]
    public void The_culture_of_the_server_makes_no_difference(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var codes = Countries.Read(Countries.Alpha3Of);

            Assert.Equal("IT", codes["ITA"]);
            Assert.Equal(Pairs.Where(Countries.IsAlpha2), Pairs.Where(codes.ContainsKey));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_platform_without_the_data_is_refused_and_not_taken_for_a_world_without_countries()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Countries.Read(_ => null));

        Assert.Contains("names 0 countries", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Countries.Read(code => code is "LY" ? null : Countries.IsAlpha2(code) && code is not "XK" ? code + "_" : ""));
    }

    private static IEnumerable<string> Letters() => Enumerable.Range('A', 26).Select(letter => ((char)letter).ToString());
}
