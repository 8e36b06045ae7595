using System.Globalization;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>
/// The contents of documents and cards, gathered from one table a thing. Not as JSON: that is slower still, and could be left to the service.
/// </summary>
internal static class NormalisedQueries
{
    private const string Card =
        """
        select i.*, l.name, l.type, l.country, l.admin1, parts.*, within.*, cited.*
        from incidents i
        join normalised.location l on l.id = i.location_id
        cross join lateral (
            select array_agg(a.id), array_agg(a.name), array_agg(a.type), array_agg(p.role)
            from normalised.participant p join normalised.actor a on a.id = p.actor_id where p.incident_id = i.id) parts
        cross join lateral (
            select array_agg(c.id), array_agg(c.name)
            from normalised.incident_conflict ic join normalised.conflict c on c.id = ic.conflict_id where ic.incident_id = i.id) within
        cross join lateral (
            select array_agg(d.id), array_agg(d.title), array_agg(d.url), array_agg(d.published), array_agg(s.name), array_agg(s.reliability)
            from normalised.citation ct join normalised.document d on d.id = ct.document_id join normalised.source s on s.id = d.source_id
            where ct.incident_id = i.id) cited
        """;

    private const string Claims =
        """
        select c.*, a.name, s.name, d.title, d.url, d.published, ds.name
        from normalised.claim c
        left join normalised.actor a on a.id = c.claimant_actor_id
        left join normalised.source s on s.id = c.claimant_source_id
        join normalised.document d on d.id = c.document_id join normalised.source ds on ds.id = d.source_id
        where c.incident_id = $1
        """;

    public static string Page(string condition, int rows) => string.Create(
        CultureInfo.InvariantCulture,
        $"with page as materialized (select i.* from normalised.incident i where {condition} order by i.occurred_from desc, i.id desc limit {rows})\n{Card.Replace("from incidents i", "from page i", StringComparison.Ordinal)}\norder by i.occurred_from desc, i.id desc");

    /// <summary>Two queries: the incident as on its card, and its claims.</summary>
    public static IReadOnlyList<string> Document => [Card.Replace("from incidents i", "from normalised.incident i", StringComparison.Ordinal) + "\nwhere i.id = $1", Claims];
}
