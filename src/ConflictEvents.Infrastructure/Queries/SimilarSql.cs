using System.Globalization;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>What makes an incident similar to another, as SQL.</summary>
internal static class SimilarSql
{
    private const int MostDays = 3;
    private const double MostKm = 50;

    // Wider than 50 km of latitude anywhere on the ellipsoid.
    private const double Degrees = 0.46;

    /// <param name="one">The alias of the incident, a row of <c>incident_version</c>.</param>
    /// <param name="others">What the other one, <c>c</c>, must be besides.</param>
    /// <returns>
    /// The incidents that may be the same as one, the most similar first: <c>id</c>, <c>card</c>, <c>km</c>, <c>days</c>, <c>same_type</c>,
    /// <c>actors</c> and <c>score</c>. They are found by a box and the days, for which one index holds both; the distance only rules out the corners.
    /// </returns>
    public static string Candidates(SqlQuery query, Moment moment, string one, string others, int most) =>
        $"""
        select near.id, near.card, near.km, near.days, near.same_type, shared.actors,
               round((0.4 * (1 - near.km / {Number(MostKm)}) + 0.25 * (1 - near.days / {MostDays + 1}.0)
                   + 0.25 * least(1, cardinality(shared.actors)::float8 / greatest(1, least(cardinality(near.actor_ids), cardinality({one}.actor_ids))))
                   + case when near.same_type then 0.1 else 0 end)::numeric, 3)::float8 as score
        from (
            select c.id, c.card, c.actor_ids, c.type = {one}.type as same_type,
                   st_distance({one}.point::geography, c.point::geography) / 1000 as km,
                   greatest(0, c.occurred_from - {one}.occurred_to, {one}.occurred_from - c.occurred_to) as days
            from incident_version c
            where {Versions.At(query, moment, "c.")} and c.status = 'active' and c.id <> {one}.id and c.id <> all({one}.distinct_from){(moment.ShowsAll ? "" : $" and c.{Versions.Redistributable}")}{others}
              and {Versions.Apart(query, moment, $"(c.point && {Box(one, $"{one}.longitude")} or c.point && {Box(one, $"({one}.longitude - 360 * sign({one}.longitude))")})", "c.")}
              and c.occurred_from <= {one}.occurred_to + {MostDays} and c.occurred_to >= {one}.occurred_from - {MostDays}
              and c.occurred_from >= {one}.occurred_from - {MostDays} - (select coalesce(max(longest.occurred_to - longest.occurred_from), 0) from incident_version longest)
        ) near
        cross join lateral (
            select array(
                select theirs from unnest(near.actor_ids) theirs
                where theirs = any({one}.actor_ids) or exists (
                    select from name_version own join name_version other on other.folded = own.folded
                    where own.id = any({one}.actor_ids) and other.id = theirs and {Versions.At(query, moment, "own.")} and {Versions.At(query, moment, "other.")})) as actors
        ) shared
        where near.km <= {Number(MostKm)}
        order by score desc, near.id limit {query.Parameter(most)}
        """;

    /// <returns>Actors by their ids as JSON, as other resources show them.</returns>
    public static string Actors(SqlQuery query, Moment moment, string ids) =>
        $"(select coalesce(json_agg(json_build_object('id', a.id, 'name', a.label, 'type', a.type) order by a.label, a.id), '[]')::text from reference_version a where a.id = any({ids}) and {Versions.At(query, moment, "a.")})";

    /// <summary>Degrees of longitude are the shorter the nearer a pole is; a box over the antimeridian is met from the other side too.</summary>
    private static string Box(string one, string longitude)
    {
        var width = $"least(180, {Number(Degrees)} / greatest(0.0025, cos(radians(least(90, abs({one}.latitude) + {Number(Degrees)})))))";
        return $"st_makeenvelope({longitude} - {width}, {one}.latitude - {Number(Degrees)}, {longitude} + {width}, {one}.latitude + {Number(Degrees)}, 4326)";
    }

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
