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
