using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>The one translation of <see cref="IncidentFilter"/> to SQL.</summary>
internal static class IncidentFilterSql
{
    /// <param name="filter">Its subgroups have been found: see <see cref="Subgroups"/>.</param>
    public static void Translate(IncidentFilter filter, Moment moment, IncidentRows rows, SqlQuery query)
    {
        query.Where(rows.At(query, moment, "incident_version."));
        query.Where("status = 'active'");
        if (Versions.Happened(query, moment, rows.Dates) is { } happened)
            query.Where(happened);
        foreach (var condition in Datasets(filter, moment, query))
            query.Where(condition);
        if (filter.IncludeSubgroups is true)
            throw new InvalidOperationException("The subgroups were not looked for.");
        Actors(filter, moment, rows, query);
        Time(filter, rows, query);
        Place(filter, moment, query);
        Kind(filter, moment, query);
        CasualtySql.Translate(filter, query);
        Origin(filter, moment, rows, query);
    }

    /// <returns>Which datasets are meant, and what of them the reader may see: conditions on incidents, and on the sums of incidents as well.</returns>
    public static IEnumerable<string> Datasets(IncidentFilter filter, Moment moment, SqlQuery query)
    {
        if (filter.Datasets is [var only])
            yield return $"dataset = {query.Parameter(only)}";
        else if (filter.Datasets is { } datasets)
            yield return $"dataset = any({query.Parameter(datasets.ToArray())})";
        if (filter.Redistributable is Redistribution.True || !moment.ShowsAll)
            yield return Versions.Redistributable;
    }

    public static string Point(GeoPoint point, SqlQuery query) =>
        $"st_setsrid(st_makepoint({query.Parameter(point.Longitude)}, {query.Parameter(point.Latitude)}), 4326)::geography";

    public static string Within(GeoPoint point, Distance distance, SqlQuery query) =>
        $"st_dwithin(point::geography, {Point(point, query)}, {query.Parameter(distance.Meters)})";

    private static void Actors(IncidentFilter filter, Moment moment, IncidentRows rows, SqlQuery query)
    {
        if (filter.ActorId is not { } actors)
            return;

        if (rows == IncidentRows.OfOneActor)
        {
            query.Where($"actor_id = {query.Parameter(actors.Single())}");
            query.Where(Versions.At(query, moment, rows.Dates));
            if (filter.Role is { } itsRoles)
                query.Where($"roles && {query.Parameter(Words(itsRoles))}");
            return;
        }

        var ids = query.Parameter(actors);
        query.Where(Versions.Apart(query, moment, $"actor_ids && {ids}"));
        if (filter.Role is { } roles)
            query.Where($"id in (select p.id from participation_version p where p.actor_id = any({ids}) and p.roles && {query.Parameter(Words(roles))} and {rows.At(query, moment, "p.")})");
    }

    private static void Time(IncidentFilter filter, IncidentRows rows, SqlQuery query)
    {
        if (filter.FirstDay is { } first)
        {
            var day = query.Date(first);
            query.Where($"{rows.Dates}occurred_to >= {day}");

            // Follows from it, and bounds the part of the index by first days that is read.
            query.Where($"{rows.Dates}occurred_from >= {day} - (select coalesce(max(longest.occurred_to - longest.occurred_from), 0) from incident_version longest)");
        }

        if (filter.LastDay is { } last)
            query.Where($"{rows.Dates}occurred_from <= {query.Date(last)}");
        if (filter.MinDatePrecision is { } precision)
            query.Where($"date_precision <= {query.Parameter((short)precision)}");
    }

    private static void Place(IncidentFilter filter, Moment moment, SqlQuery query)
    {
        // One country's newest incidents stand in its index; those of several would have to be sorted, which only "any" may lead to.
        if (filter.Country is { Codes: [var only] })
            query.Where($"country = {query.Parameter(only)}");
        else if (filter.Country is { } country)
            query.Where($"country = any({query.Parameter(country.Codes.ToArray())})");
        if (filter.Admin1 is { } admin1)
            query.Where($"admin1_folded = any({query.Parameter(admin1.Select(NameKey.Folded).ToArray())})");
        if (filter.LocationId is { } locations)
            query.Where(Versions.Apart(query, moment, $"location_ids && {query.Parameter(locations)}"));
        if (filter.Bbox is { } box)
            query.Where(Versions.Apart(query, moment, Box(box, query)));
        if (filter.Area is { } area)
            query.Where(Versions.Apart(query, moment, AreaSql.Condition(area, query)));
        if (filter is { Near: { } near, Within: { } within })
        {
            // Found by a box around it, of which the planner knows how much it holds; what is hidden in coalesce it does not look up.
            query.Where(Versions.Apart(query, moment, $"{Box(Bounds.Around(near, within), query)} and coalesce({Within(near, within, query)}, false)"));
        }

        if (filter.MaxUncertaintyMeters is { } meters)
            query.Where($"longitude is not null and uncertainty_meters <= {query.Parameter(meters)}");
    }

    /// <summary>Of an area that is found by a box around it, what lies in the corners is left out.</summary>
    public static void WithoutCorners(IncidentFilter filter, SqlQuery query)
    {
        if (filter.Area is { } area)
            query.Where($"coalesce({AreaSql.Condition(area, query)}, false)");
        if (filter is { Near: { } near, Within: { } within })
            query.Where($"coalesce({Within(near, within, query)}, false)");
    }

    private static void Kind(IncidentFilter filter, Moment moment, SqlQuery query)
    {
        if (filter.ConflictId is { } conflicts)
            query.Where(Versions.Apart(query, moment, $"conflict_ids && {query.Parameter(conflicts)}"));
        if (filter.Type is { } types)
            query.Where($"type = any({query.Parameter(Words(types))})");
        if (filter.SubType is { } subTypes)
            query.Where($"sub_type = any({query.Parameter(Words(subTypes))})");
        if (filter.Violence is { } violence)
            query.Where($"violence = any({query.Parameter(Words(violence))})");
        if (filter.Verification is { } verification)
            query.Where($"verification = any({query.Parameter(Words(verification))})");
    }

    private static void Origin(IncidentFilter filter, Moment moment, IncidentRows rows, SqlQuery query)
    {
        if (filter.ClaimantId is { } claimants)
            query.Where(Versions.Apart(query, moment, $"claimant_ids && {query.Parameter(claimants)}"));
        if (filter.SourceId is { } sources)
            query.Where(Versions.Apart(query, moment, $"source_ids && {query.Parameter(sources)}"));
        if (filter.ExternalId is { } ids)
        {
            // Found first: an array in which nearly every value is rare is taken for common, and all incidents would be walked for one.
            var values = query.Parameter(ids.Select(id => id.ToString()).ToArray());
            query.Where($"id = any(array(select bearer.id from incident_version bearer where {Versions.Apart(query, moment, $"bearer.foreign_ids && {values}", "bearer.")} and bearer.status = 'active' and {rows.At(query, moment, "bearer.")}))");
        }

        if (filter.RecordedSince is { } since)
            query.Where($"updated_at >= {query.Parameter(since.Time.ToUniversalTime())}");
        if (filter.Q is { } words)
            query.Where(Versions.Apart(query, moment, Text(words, query)));
    }

    /// <summary>Every word as it is written, in its English stem, or, where it is long enough to be told by it, by its sound.</summary>
    private static string Text(string words, SqlQuery query)
    {
        return $"search @@ ({string.Join(" && ", NameKey.Folded(words).Split(' ').Distinct().Select(Either))})";

        string Either(string word)
        {
            var written = query.Parameter(word);
            var bySound = string.Join(' ', SoundWords.Of(word));
            var (stem, itself) = ($"plainto_tsquery('english', {written})", $"plainto_tsquery('simple', {written})");

            // The planner takes two of the same for twice as many, and walks all days for what an index would find.
            var inWriting = $"case when {stem} = {itself} then {itself} else {stem} || {itself} end";
            return $"({inWriting}{(bySound.Length == 0 ? "" : $" || plainto_tsquery('simple', {query.Parameter(bySound)})")})";
        }
    }

    private static string Box(BoundingBox box, SqlQuery query)
    {
        if (!box.CrossesAntimeridian)
            return Envelope(box.West, box.East);
        return $"({Envelope(box.West, 180)} or {Envelope(-180, box.East)})";

        // The operator compares in single precision and lets in what lies a metre outside. In coalesce, so that the planner does not count
        // the same condition twice and take a wide box for a narrow one.
        string Envelope(double west, double east)
        {
            var (minX, minY, maxX, maxY) = (query.Parameter(west), query.Parameter(box.South), query.Parameter(east), query.Parameter(box.North));
            return $"(point && st_makeenvelope({minX}, {minY}, {maxX}, {maxY}, 4326) and coalesce(longitude between {minX} and {maxX} and latitude between {minY} and {maxY}, false))";
        }
    }

    private static string[] Words<TEnum>(IEnumerable<TEnum> values)
        where TEnum : struct, Enum => [.. values.Select(JsonContract.NameOf)];
}
