using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;

namespace ConflictEvents.Application.Imports.Ucdp;

/// <summary>
/// What UCDP counts, as its claims: everybody killed, low, best and high as they stand; and the parts that are combatants of either side,
/// civilians, and people it does not know the part of. A stated 0 is a claim of none, an empty cell is no claim.
/// </summary>
internal static class UcdpClaims
{
    private const string SummaryNote = "UCDP counts several events here that its sources do not tell apart.";

    public static IReadOnlyList<CasualtyClaim> Of(
        UcdpRow ged, UcdpParties parties, Citation citation, Guid ucdp, Guid incidentId, RowCheck check)
    {
        var deaths = ged.Deaths;
        var template = new CasualtyClaim
        {
            Measure = Measure.Killed,
            Claimant = new Claimant { SourceId = ucdp },
            Citations = [ged.Original is { } words ? citation with { AttributedTo = [new Claimant { Description = words }] } : citation],
        };
        var claims = new List<CasualtyClaim>();
        var whole = Whole(deaths, template with { Note = ged.IsSummary ? SummaryNote : null }, check)?.Identified(incidentId);
        if (whole is not null)
            claims.Add(whole);

        // Side B of one-sided violence are the civilians, whom a column of their own counts.
        if (!ged.SideA.IsCivilians)
            Add("deaths_a", deaths.SideA, template with { Victims = VictimGroup.Combatants, VictimsActorId = parties.SideA });
        if (!ged.SideB.IsCivilians)
            Add("deaths_b", deaths.SideB, template with { Victims = VictimGroup.Combatants, VictimsActorId = parties.SideB });
        Add("deaths_civilians", deaths.Civilians, template with { Victims = VictimGroup.Civilians });
        Add("deaths_unknown", deaths.Unknown, template with { Victims = VictimGroup.Unknown });
        WarnOfSum(deaths, check);
        return claims;

        void Add(string column, int? number, CasualtyClaim part)
        {
            if (number is null)
                return;
            if (whole is null || number <= ClaimInterval.Of(whole).High || ClaimInterval.Of(whole).High is null)
            {
                claims.Add((part with { Number = number, Qualifier = Qualifier.Exactly, SubsetOf = whole?.Id }).Identified(incidentId));
                return;
            }

            // Beside a whole that it exceeds, a figure of people of unknown part would pass for another whole.
            var isDropped = part.Victims is VictimGroup.Unknown;
            check.Warn(column, "part-exceeds-whole", isDropped
                ? "The figure is greater than that of everybody killed, and stands in the kept row only."
                : "The figure is greater than that of everybody killed, and was recorded on its own.");
            if (!isDropped)
                claims.Add((part with { Number = number, Qualifier = Qualifier.Exactly }).Identified(incidentId));
        }
    }

    private static CasualtyClaim? Whole(UcdpDeaths deaths, CasualtyClaim claim, RowCheck check)
    {
        var range = claim with { Low = deaths.Low, Best = deaths.Best, High = deaths.High };
        if (ClaimInterval.IsIrregular(range))
            check.Warn("best", "irregular-range", "Low, best and high do not stand in that order; they were recorded as they are.");
        if (deaths is { Low: not null, High: not null })
            return range;
        if (deaths is { Low: null, Best: null, High: null })
        {
            check.Warn("best", "no-figures", "The row states no number of people killed.");
            return null;
        }

        if (deaths.Low is not null || deaths.High is not null)
            check.Warn("best", "incomplete-range", "Of low and high only one is stated; the figure was recorded without it.");
        return
            deaths.Best is { } best ? claim with { Number = best, Qualifier = Qualifier.Exactly } :
            deaths.Low is { } low ? claim with { Number = low, Qualifier = Qualifier.AtLeast } :
            claim with { Number = deaths.High, Qualifier = Qualifier.AtMost };
    }

    private static void WarnOfSum(UcdpDeaths deaths, RowCheck check)
    {
        if (deaths is { SideA: { } a, SideB: { } b, Civilians: { } civilians, Unknown: { } unknown, Best: { } best } && (long)a + b + civilians + unknown != best)
            check.Warn("best", "parts-do-not-add-up", "The deaths of either side, of civilians and of unknown people do not add up to best.");
    }
}
