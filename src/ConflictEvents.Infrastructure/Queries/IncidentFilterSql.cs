using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>The one translation of <see cref="IncidentFilter"/> to SQL, over the columns of <c>incident_version</c>.</summary>
internal static class IncidentFilterSql
{
    public static void Translate(IncidentFilter filter, SqlQuery query)
    {
        if (filter.From is { } from)
            query.Where($"occurred_to >= {query.Date(from)}");
        if (filter.To is { } to)
            query.Where($"occurred_from <= {query.Date(to)}");
        if (filter.Country is { } country)
            query.Where($"country = any({query.Parameter(country.Codes.ToArray())})");
        if (filter.Bbox is { } box)
            query.Where(Box(box, query));
        if (filter is { Near: { } near, Within: { } within })
            query.Where($"st_dwithin(point::geography, {Point(near, query)}, {query.Parameter(within.Meters)})");
        if (filter.ActorId is { Length: > 0 } actors)
            query.Where($"actor_ids && {query.Parameter(actors)}");
        if (filter.ConflictId is { } conflict)
            query.Where($"conflict_ids @> {query.Parameter(new[] { conflict })}");
        if (filter.LocationId is { } location)
            query.Where($"location_ids @> {query.Parameter(new[] { location })}");
        if (filter.Type is { Length: > 0 } types)
            query.Where($"type = any({query.Parameter(types.Select(JsonContract.NameOf).ToArray())})");
        if (filter.SourceId is { } source)
            query.Where($"source_ids @> {query.Parameter(new[] { source })}");
        if (filter.Q is { } words)
        {
            query.Where(Text(words, query));
        }
    }

    public static string Point(GeoPoint point, SqlQuery query) =>
        $"st_setsrid(st_makepoint({query.Parameter(point.Longitude)}, {query.Parameter(point.Latitude)}), 4326)::geography";

    /// <summary>All words as they are written, in English stems, or, where each is long enough to be told by its sound, all of them by sound.</summary>
    private static string Text(string words, SqlQuery query)
    {
        var written = query.Parameter(NameKey.Folded(words));
        var sounds = SoundWords.Of(words).ToList();
        var bySound = sounds.Count == NameKey.Folded(words).Split(' ').Length
            ? $" || plainto_tsquery('simple', {query.Parameter(string.Join(' ', sounds))})"
            : "";
        return $"search @@ (plainto_tsquery('english', {written}) || plainto_tsquery('simple', {written}){bySound})";
    }

    private static string Box(BoundingBox box, SqlQuery query)
    {
        if (!box.CrossesAntimeridian)
            return Envelope(box.West, box.East);
        return $"({Envelope(box.West, 180)} or {Envelope(-180, box.East)})";

        string Envelope(double west, double east) =>
            $"point && st_makeenvelope({query.Parameter(west)}, {query.Parameter(box.South)}, {query.Parameter(east)}, {query.Parameter(box.North)}, 4326)";
    }
}
