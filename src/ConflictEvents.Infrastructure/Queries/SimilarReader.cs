using System.Text.Json;
using ConflictEvents.Application.Incidents.ReadSimilar;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

internal sealed class SimilarReader(Snapshot snapshot, SearchLanes lanes, CursorSecret cursors) : ISimilarReader
{
    // Incidents of an import that are looked at together, and the most that are looked at for one page.
    private const int AtATime = 200;
    private const int MostLookedAt = 2_000;

    // What one imported incident may be the same as; more than these few nobody compares.
    private const int MostOfOne = 5;

    public Task<Result<IReadOnlyList<SimilarIncident>>> Of(Guid incidentId, int most, Moment moment, CancellationToken cancellationToken) =>
        lanes.Run<IReadOnlyList<SimilarIncident>>(
            $"similar to {incidentId} {moment}",
            async connection =>
            {
                var read = await snapshot.Of(connection, moment, cancellationToken);
                await using var command = Command(connection, incidentId, most, read);
                await using var rows = await command.ExecuteReaderAsync(cancellationToken);
                var similar = new List<SimilarIncident>();
                while (await rows.ReadAsync(cancellationToken))
                    similar.Add(Similar(rows));
                return similar;
            },
            cancellationToken);

    public async Task<Result<SimilarPage>> OfImport(Guid importId, Moment moment, PageRequest page, CancellationToken cancellationToken)
    {
        var fingerprint = $"similar {importId} {moment}";
        var codec = await cursors.Codec(cancellationToken);
        Cursor? start = null;
        if (page.Cursor is { } text && (start = codec.Read<Cursor>(text, fingerprint)) is null)
            return QueryErrors.InvalidCursor;
        return await lanes.Run<SimilarPage>(
            fingerprint,
            async connection =>
            {
                var read = await snapshot.Of(connection, moment, cancellationToken);
                var items = new List<SimilarToImported>();
                var last = start?.Id;
                for (var looked = 0; looked < MostLookedAt; looked += AtATime)
                {
                    var portion = await Imported(connection, importId, last, read, cancellationToken);
                    var isFull = await Add(items, portion, page.EffectiveLimit, connection, read, cancellationToken);
                    if (isFull)
                        return new SimilarPage(items, codec.Write(new Cursor("", items[^1].Incident.Id), fingerprint));
                    if (portion.Count < AtATime)
                        return new SimilarPage(items, null);
                    last = portion[^1];
                }

                return new SimilarPage(items, codec.Write(new Cursor("", last!.Value), fingerprint));
            },
            cancellationToken);
    }

    /// <summary>The statement that answers for one incident.</summary>
    internal static NpgsqlCommand Command(NpgsqlConnection connection, Guid incidentId, int most, Moment moment)
    {
        var query = new SqlQuery();
        var candidates = SimilarSql.Candidates(query, moment, "i", "", most);
        var actors = SimilarSql.Actors(query, moment, "s.actors");
        query.Where($"i.id = {query.Parameter(incidentId)}");
        query.Where(Versions.At(query, moment, "i."));
        if (!moment.ShowsAll)
            query.Where($"i.{Versions.Redistributable}");
        return query.Command(
            connection,
            $"select s.card, s.km, s.days, s.same_type, {actors}, s.score from incident_version i cross join lateral (\n{candidates}\n) s",
            "order by s.score desc, s.id");
    }

    private static async Task<List<Guid>> Imported(NpgsqlConnection connection, Guid importId, Guid? after, Moment moment, CancellationToken cancellationToken)
    {
        var query = new SqlQuery();
        query.Where($"import_id = {query.Parameter(importId)}");
        query.Where("status = 'active'");
        query.Where(Versions.At(query, moment));
        if (!moment.ShowsAll)
            query.Where(Versions.Redistributable);
        if (after is { } id)
            query.Where($"id > {query.Parameter(id)}");
        await using var command = query.Command(connection, "select id from incident_version", $"order by id limit {AtATime}");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<Guid>();
        while (await rows.ReadAsync(cancellationToken))
            ids.Add(rows.GetGuid(0));
        return ids;
    }

    /// <returns>Whether there are as many as are wanted.</returns>
    private static async Task<bool> Add(
        List<SimilarToImported> items, IReadOnlyCollection<Guid> imported, int most, NpgsqlConnection connection, Moment moment, CancellationToken cancellationToken)
    {
        var query = new SqlQuery();
        var candidates = SimilarSql.Candidates(query, moment, "i", " and c.dataset <> i.dataset", MostOfOne);
        var actors = SimilarSql.Actors(query, moment, "s.actors");
        query.Where($"i.id = any({query.Parameter(imported.ToArray())})");
        query.Where(Versions.At(query, moment, "i."));
        await using var command = query.Command(
            connection,
            $"select s.card, s.km, s.days, s.same_type, {actors}, s.score, i.card, i.id from incident_version i cross join lateral (\n{candidates}\n) s",
            "order by i.id, s.score desc, s.id");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var (of, similar) = (Guid.Empty, new List<SimilarIncident>());
        while (await rows.ReadAsync(cancellationToken))
        {
            if (rows.GetGuid(7) != of)
            {
                if (items.Count == most)
                    return true;
                (of, similar) = (rows.GetGuid(7), []);
                items.Add(new SimilarToImported(Card(rows, 6), similar));
            }

            similar.Add(Similar(rows));
        }

        return items.Count == most;
    }

    internal static SimilarIncident Similar(NpgsqlDataReader rows) => new(
        Card(rows, 0),
        Math.Round(rows.GetDouble(1), 2),
        rows.GetInt32(2),
        JsonSerializer.Deserialize<ActorLink[]>(rows.GetString(4), JsonContract.Options)!,
        rows.GetBoolean(3),
        rows.GetDouble(5));

    internal static IncidentCard Card(NpgsqlDataReader rows, int column) => JsonSerializer.Deserialize<IncidentCard>(rows.GetFieldValue<byte[]>(column), JsonContract.Options)!;
}
