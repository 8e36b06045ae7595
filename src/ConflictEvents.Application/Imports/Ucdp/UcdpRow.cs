using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Application.Imports.Ucdp;

/// <summary>A side of a UCDP event.</summary>
/// <param name="Id">UCDP's id of the actor; null where the file has none.</param>
/// <param name="OlderId">UCDP's id of it before 2017, where it is another.</param>
/// <param name="StateCode">Gleditsch-Ward code of the state whose government it is; null for other actors.</param>
internal sealed record UcdpSide(string Name, string? Id, string? OlderId, string? StateCode)
{
    public bool IsCivilians => Name.Equals("Civilians", StringComparison.OrdinalIgnoreCase);

    public bool IsGovernment => StateCode is not null || Name.StartsWith("Government of ", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A conflict or a dyad; null members where the file has none.</summary>
internal sealed record UcdpContest(string? Name, string? Id, string? OlderId);

/// <summary>The casualty columns; null where a cell is empty.</summary>
internal sealed record UcdpDeaths(int? Low, int? Best, int? High, int? SideA, int? SideB, int? Civilians, int? Unknown);

/// <summary>A row of UCDP GED whose cells have been read and found to be in order.</summary>
internal sealed record UcdpRow
{
    public required string Id { get; init; }

    public required UcdpViolence Violence { get; init; }

    public required UcdpSide SideA { get; init; }

    public required UcdpSide SideB { get; init; }

    public required UcdpContest Conflict { get; init; }

    public required UcdpContest Dyad { get; init; }

    public required DateWindow Occurred { get; init; }

    public required UcdpPlace Place { get; init; }

    public required UcdpDeaths Deaths { get; init; }

    /// <summary>Whether UCDP marks it as several events that its sources do not tell apart.</summary>
    public required bool IsSummary { get; init; }

    /// <summary>Who said it first, in the words of the dataset.</summary>
    public required string? Original { get; init; }

    public bool IsAgainstCivilians => Violence is UcdpViolence.OneSided || SideB.IsCivilians || SideA.IsCivilians;

    /// <returns>Null when the row is rejected.</returns>
    public static UcdpRow? Read(RowCheck check)
    {
        var id = check.RecordId("id");
        var violence = ViolenceOf(check);
        var (sideA, sideB) = (Side(check, "side_a", "gwnoa"), Side(check, "side_b", "gwnob"));
        var occurred = UcdpDates.Read(check);
        var place = UcdpPlace.Read(check);
        var deaths = new UcdpDeaths(
            check.People("low"), check.People("best"), check.People("high"),
            check.People("deaths_a"), check.People("deaths_b"), check.People("deaths_civilians"), check.People("deaths_unknown"));
        var isSummary = check.Code("event_clarity", 1, 2) is 2;
        if (id is null || violence is null || sideA is null || sideB is null || occurred is null || place is null || check.IsRejected)
            return null;
        return new UcdpRow
        {
            Id = id,
            Violence = violence.Value,
            SideA = sideA,
            SideB = sideB,
            Conflict = Contest(check, "conflict"),
            Dyad = Contest(check, "dyad"),
            Occurred = occurred,
            Place = place,
            Deaths = deaths,
            IsSummary = isSummary,
            Original = check.Text("source_original", UcdpSources.WordsLength),
        };
    }

    private static UcdpViolence? ViolenceOf(RowCheck check)
    {
        if (check.Required("type_of_violence") is not { } text)
            return null;
        if (ViolenceOf(text) is { } violence)
            return violence;
        check.Reject("type_of_violence", "unknown-code", "The cell holds none of UCDP's three types of violence, 1, 2 and 3, nor their names.");
        return null;
    }

    /// <returns>Null for none of UCDP's codes and words.</returns>
    public static UcdpViolence? ViolenceOf(string? text)
    {
        return text is null ? null : RowCheck.Whole(text) switch
        {
            1 => UcdpViolence.StateBased,
            2 => UcdpViolence.NonState,
            3 => UcdpViolence.OneSided,
            _ when StartsWith("state") => UcdpViolence.StateBased,
            _ when StartsWith("non") => UcdpViolence.NonState,
            _ when StartsWith("one") => UcdpViolence.OneSided,
            _ => null,
        };

        bool StartsWith(string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }

    private static UcdpSide? Side(RowCheck check, string column, string state)
    {
        if (check.Required(column) is null || check.Label(column, UcdpParties.NameLength) is not { } name)
            return null;
        var (id, older) = (check.Id($"{column}_new_id"), check.Id($"{column}_dset_id"));
        return new UcdpSide(name, id ?? older, id is null || older == id ? null : older, check.Id(state));
    }

    private static UcdpContest Contest(RowCheck check, string column)
    {
        var (id, older) = (check.Id($"{column}_new_id"), check.Id($"{column}_dset_id"));
        return new UcdpContest(check.Label($"{column}_name", UcdpParties.NameLength), id ?? older, id is null || older == id ? null : older);
    }
}
