using System.Text.Json.Nodes;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>The orders of incidents, worked out from their documents alone.</summary>
internal static class RandomOrder
{
    // Off the grid of points and on none of its axes: two points are equally far away only where they are the same.
    private const double Longitude = 178.37;
    private const double Latitude = 1.83;

    public static readonly string[] Sorts =
        ["occurred", "-occurred", "killed", "-killed", "recorded", "-recorded", "distance&near=178.37,1.83"];

    /// <returns>The ids in the order asked for: unknown last, ties by id in the direction of the order.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<JsonNode> incidents, string sort)
    {
        var rows = incidents.Select(incident => (Key: Key(incident, sort.TrimStart('-')), Id: RandomFilter.Text(incident["id"])!)).ToList();
        var known = rows.Where(row => row.Key is not null).OrderBy(row => row.Key).ThenBy(row => row.Id, StringComparer.Ordinal).Select(row => row.Id);
        var unknown = rows.Where(row => row.Key is null).Select(row => row.Id).Order(StringComparer.Ordinal);
        return sort.StartsWith('-') ? [.. known.Reverse(), .. unknown.Reverse()] : [.. known, .. unknown];
    }

    private static double? Key(JsonNode incident, string sort) => sort switch
    {
        "occurred" => DateOnly.Parse(RandomFilter.Text(incident["occurred"]!["earliest"])!, null).DayNumber,
        "killed" => RandomFilter.Figure(incident, "killed", "all", "best"),
        "recorded" => incident["updatedAt"]!.GetValue<DateTimeOffset>().Ticks - DateTimeOffset.UnixEpoch.Ticks,
        _ => Distance(incident["place"]!),
    };

    /// <summary>On a sphere of radius 1, by the haversine.</summary>
    private static double? Distance(JsonNode place)
    {
        if (place["longitude"]?.GetValue<double>() is not { } longitude)
            return null;
        var latitude = place["latitude"]!.GetValue<double>();
        var half = Math.Pow(Math.Sin(double.DegreesToRadians(latitude - Latitude) / 2), 2)
            + (Math.Cos(double.DegreesToRadians(latitude)) * Math.Cos(double.DegreesToRadians(Latitude)) * Math.Pow(Math.Sin(double.DegreesToRadians(longitude - Longitude) / 2), 2));
        return 2 * Math.Asin(Math.Sqrt(half));
    }
}
