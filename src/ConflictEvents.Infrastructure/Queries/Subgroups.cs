using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>
/// Finds the actors that are part of others. They are found before the incidents: the database plans by how common the actors are, which it
/// cannot know of a list that it has yet to find.
/// </summary>
internal static class Subgroups
{
    /// <returns>The same filter with every actor it means named.</returns>
    public static async Task<IncidentFilter> Expand(NpgsqlConnection connection, IncidentFilter filter, Moment moment, CancellationToken cancellationToken)
    {
        if (filter.IncludeSubgroups is not true)
            return filter;

        // "union" drops what was found before, so that groups which are part of each other come to an end.
        var query = new SqlQuery();
        var groups = query.Parameter(filter.ActorId!);
        query.Where($"kind = {query.Parameter(EventTypes.NameOf(ResourceKind.Actor))}");
        query.Where("status = 'active'");
        query.Where(Versions.At(query, moment));
        await using var command = query.Command(
            connection,
            $"""
            with recursive below(member) as (
                select unnest({groups})
                union
                select id from below join reference_version on parent_ids @> array[member]
            """,
            ") select member from below");
        var actors = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            actors.Add(rows.GetGuid(0));
        return filter with { ActorId = [.. actors], IncludeSubgroups = null };
    }
}
