using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>Copies what was rendered out of the one row of a resource that held at a moment.</summary>
internal static class VersionRow
{
    private const string Incidents = "incident_version";

    public static Task<Rendered?> Find(NpgsqlConnection connection, ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken) =>
        kind is ResourceKind.Incident
            ? Read(connection, new SqlQuery(), Incidents, "document", id, moment, cancellationToken)
            : Read(connection, OfKind(kind), "reference_version", "document", id, moment, cancellationToken);

    /// <param name="query">What the row must be besides the one of the id.</param>
    public static NpgsqlCommand Command(NpgsqlConnection connection, SqlQuery query, string table, string column, Guid id, Moment moment)
    {
        query.Where($"id = {query.Parameter(id)}");
        query.Where(Versions.At(query, moment));
        if (table is Incidents && !moment.ShowsAll)
            query.Where(Versions.Redistributable);
        return query.Command(connection, $"select version, rendering, updated_at, {column}, merged_into from {table}", "");
    }

    private static SqlQuery OfKind(ResourceKind kind)
    {
        var query = new SqlQuery();
        query.Where($"kind = {query.Parameter(EventTypes.NameOf(kind))}");
        return query;
    }

    private static async Task<Rendered?> Read(
        NpgsqlConnection connection, SqlQuery query, string table, string column, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        Rendered found;
        await using (var command = Command(connection, query, table, column, id, moment))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await rows.ReadAsync(cancellationToken))
                return null;
            found = new Rendered(id, rows.GetInt32(0), rows.GetInt32(1), rows.GetFieldValue<DateTimeOffset>(2), rows.GetFieldValue<byte[]>(3))
            {
                Survivor = rows.IsDBNull(4) ? null : rows.GetGuid(4),
            };
        }

        return found.Survivor is { } into ? found with { Survivor = await SurvivorOf(connection, table, into, moment, cancellationToken) } : found;
    }

    /// <returns>What stands at the end of the merges that begin with one.</returns>
    private static async Task<Guid> SurvivorOf(NpgsqlConnection connection, string table, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        for (var at = id; ;)
        {
            var query = new SqlQuery();
            query.Where($"id = {query.Parameter(at)}");
            query.Where(Versions.At(query, moment));
            await using var command = query.Command(connection, $"select merged_into from {table}", "");
            if (await command.ExecuteScalarAsync(cancellationToken) is not Guid next)
                return at;
            at = next;
        }
    }
}
