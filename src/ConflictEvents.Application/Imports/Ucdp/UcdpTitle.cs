using ConflictEvents.Domain.Dates;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports.Ucdp;

/// <summary>A headline for an event that UCDP gives none: who, where and when.</summary>
internal static class UcdpTitle
{
    private const int Most = 300;
    private const int MostOfName = 90;

    public static string Of(UcdpRow ged) => Texts.Shortened($"{Who(ged)} {(ged.Place.Precision is 2 ? "near" : "in")} {ged.Place.Label}, {When(ged.Occurred)}", Most);

    private static string Who(UcdpRow ged)
    {
        var (a, b) = (Texts.Shortened(ged.SideA.Name, MostOfName), Texts.Shortened(ged.SideB.Name, MostOfName));
        return ged.IsAgainstCivilians
            ? ged.SideA.IsCivilians ? $"Attack by {b} on civilians" : $"Attack by {a} on {(ged.SideB.IsCivilians ? "civilians" : b)}"
            : $"Fighting between {a} and {b}";
    }

    private static string When(DateWindow window) => window.Earliest == window.Latest
        ? Invariant($"{window.Earliest:yyyy-MM-dd}")
        : Invariant($"{window.Earliest:yyyy-MM-dd} to {window.Latest:yyyy-MM-dd}");
}
