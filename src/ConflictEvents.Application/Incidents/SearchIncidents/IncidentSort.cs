using System.Diagnostics.CodeAnalysis;

namespace ConflictEvents.Application.Incidents.SearchIncidents;

public enum SortKey
{
    /// <summary>The first day of the date window.</summary>
    Occurred,

    /// <summary>The best estimate of all killed; unknown comes last in either direction.</summary>
    Killed,

    /// <summary>When the incident was last changed.</summary>
    Recorded,

    /// <summary>From the point given in <c>near</c>; incidents without a point come last.</summary>
    Distance,
}

/// <summary>An order of incidents: a key, with a minus sign before it for descending; ties are ordered by id in the same direction.</summary>
public readonly record struct IncidentSort(SortKey Key, bool Descending) : IParsable<IncidentSort>
{
    /// <summary>Newest first.</summary>
    public static IncidentSort Default => new(SortKey.Occurred, true);

    public static IncidentSort Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not one of the sort keys.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out IncidentSort result)
    {
        (var known, result) = s switch
        {
            "occurred" => (true, new IncidentSort(SortKey.Occurred, false)),
            "-occurred" => (true, new IncidentSort(SortKey.Occurred, true)),
            "killed" => (true, new IncidentSort(SortKey.Killed, false)),
            "-killed" => (true, new IncidentSort(SortKey.Killed, true)),
            "recorded" => (true, new IncidentSort(SortKey.Recorded, false)),
            "-recorded" => (true, new IncidentSort(SortKey.Recorded, true)),
            "distance" => (true, new IncidentSort(SortKey.Distance, false)),
            _ => (false, default),
        };
        return known;
    }
}
