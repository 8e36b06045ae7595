using System.Text;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>Writes files with the columns of GeoNames. The places in them are made up, and so are their ids.</summary>
internal static class GeonamesFile
{
    public const string Query = "format=geonames";

    public static string Place(
        int id, string name, string country = "LY", string admin1 = "", string admin2 = "", double latitude = 32.79, double longitude = 12.48,
        string feature = "P.PPL", string alternates = "", int population = 0, string? ascii = null)
    {
        var code = feature.Split('.');
        return string.Join('\t', [
            $"{id}", name, ascii ?? name, alternates, FormattableString.Invariant($"{latitude}"), FormattableString.Invariant($"{longitude}"), code[0], code[1], country, "",
            admin1, admin2, "", "", $"{population}", "", "12", "Africa/Tripoli", "2024-01-01",
        ]);
    }

    public static string Code(string code, string name, int id) => $"{code}\t{name}\t{name}\t{id}";

    public static byte[] Of(params IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n")));
}
