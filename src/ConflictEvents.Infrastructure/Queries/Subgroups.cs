using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>
/// Finds the actors that stand for those a filter names, and those that are part of them. They are found before the incidents: the database plans by how common the actors are, which it
/// cannot know of a list that it has yet to find.
/// </summary>
internal static class Subgroups
{
    /// <returns>Whether a filter means one actor and nobody else, unless that one is merged.</returns>
    public static bool IsOneActor(IncidentFilter filter) => filter is { ActorId: [_], ClaimantId: null, IncludeSubgroups: not true };

    /// <returns>The same filter with every actor it means named.</returns>
    public static async Task<IncidentFilter> Expand(NpgsqlConnection connection, IncidentFilter filter, Moment moment, CancellationToken cancellationToken)
    {
        if (filter.ActorId is not null || filter.ClaimantId is not null)
        {
            var merged = await Merged(connection, [.. filter.ActorId ?? [], .. filter.ClaimantId ?? []], moment, cancellationToken);
            if (merged.Count > 0)
                filter = filter with { ActorId = Standing(filter.ActorId, merged), ClaimantId = Standing(filter.ClaimantId, merged) };
        }

        if (filter.IncludeSubgroups is not true)
            return filter;

        // "union" drops what was found before, so that groups which are part of each other come to an end.
        var query = new SqlQuery();
        var groups = query.Parameter(filter.ActorId!);
        var erased = await Erased(connection, moment, cancellationToken);
        var (members, wholes) = (query.Parameter(erased.Select(part => part.Id).ToArray()), query.Parameter(erased.Select(part => part.Whole).ToArray()));
        query.Where($"kind = {query.Parameter(EventTypes.NameOf(ResourceKind.Actor))}");
        query.Where("status = 'active'");
        query.Where(Versions.At(query, moment));
        await using var command = query.Command(
            connection,
            $"""
            with recursive below(member) as (
                select unnest({groups})
                union
                select part.id from below cross join lateral (
                    select gone.id from unnest({members}, {wholes}) gone(id, whole) where gone.whole = member
                    union all
                    select id from reference_version
            """,
            "and parent_ids @> array[member]) part) select member from below");
        var actors = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            actors.Add(rows.GetGuid(0));
        return filter with { ActorId = [.. actors], IncludeSubgroups = null };
    }

    /// <returns>The actors that were erased, each with what it was part of; those have no row of which it could be read.</returns>
    private static async Task<List<(Guid Id, Guid Whole)>> Erased(NpgsqlConnection connection, Moment moment, CancellationToken cancellationToken)
    {
        var parts = new List<(Guid Id, Guid Whole)>();
        await foreach (var (id, remains) in Remainders.OfActors(connection, moment.Position ?? long.MaxValue, cancellationToken))
            parts.AddRange(ReferenceBook.Required(remains).Select(whole => (id, whole)));
        if (parts.Count == 0)
            return parts;
        var merged = await Merged(connection, [.. parts.Select(part => part.Whole).Distinct()], moment, cancellationToken);
        return [.. parts.Select(part => part with { Whole = merged.GetValueOrDefault(part.Whole, part.Whole) })];
    }

    private static Guid[]? Standing(Guid[]? ids, Dictionary<Guid, Guid> merged) => ids is null ? null : [.. ids.Select(id => merged.GetValueOrDefault(id, id)).Distinct()];

    /// <returns>Of those that are merged, what stands for them at the end of all merges.</returns>
    private static async Task<Dictionary<Guid, Guid>> Merged(NpgsqlConnection connection, Guid[] ids, Moment moment, CancellationToken cancellationToken)
    {
        var query = new SqlQuery();
        query.Where($"id = any({query.Parameter(ids)})");
        query.Where("merged_into is not null");
        query.Where(Versions.At(query, moment));
        await using var command = query.Command(
            connection,
            "with recursive standing(asked, id) as (select id, merged_into from reference_version",
            $"union all select s.asked, r.merged_into from standing s join reference_version r using (id) where r.merged_into is not null and {Versions.At(query, moment, "r.")}) select asked, id from standing");
        var merged = new Dictionary<Guid, Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);

        // The merges of one follow each other.
        while (await rows.ReadAsync(cancellationToken))
            merged[rows.GetGuid(0)] = rows.GetGuid(1);
        return merged;
    }
}
