using System.Globalization;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Review.ListDuplicates;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

internal sealed class DuplicateReader(Snapshot snapshot, SearchLanes lanes, CursorSecret cursors) : IDuplicateReader
{
    // Incidents that are looked at together, and the most that are looked at for one page.
    private const int AtATime = 200;
    private const int MostLookedAt = 2_000;

    // In one town on one day there may be hundreds; more than these nobody compares with one.
    private const int MostOfOne = 20;

    public async Task<Result<DuplicatePage>> Pairs(IncidentFilter filter, double minScore, Moment moment, PageRequest page, CancellationToken cancellationToken)
    {
        var fingerprint = $"duplicates {minScore.ToString(CultureInfo.InvariantCulture)} {CursorCodec.Fingerprint((filter, moment))}";
        var codec = await cursors.Codec(cancellationToken);
        Place? start = null;
        if (page.Cursor is { } text && (start = codec.Read<Place>(text, fingerprint)) is null)
            return QueryErrors.InvalidCursor;
        return await lanes.Run<DuplicatePage>(
            fingerprint,
            async connection =>
            {
                var read = await snapshot.Of(connection, moment, cancellationToken);
                var walk = new Walk(connection, await Subgroups.Expand(connection, filter, read, cancellationToken), minScore, read, cancellationToken);
                var (items, next) = await Page(walk, start, page.EffectiveLimit);
                return new DuplicatePage(items, next is null ? null : codec.Write(next, fingerprint));
            },
            cancellationToken);
    }

    private static async Task<(List<DuplicatePair> Items, Place? Next)> Page(Walk walk, Place? start, int limit)
    {
        var items = new List<DuplicatePair>();
        var at = start;
        for (var looked = 0; looked < MostLookedAt; looked += AtATime)
        {
            var portion = await walk.From(at);
            var pairs = await walk.PairsOf(portion);
            foreach (var (day, id) in portion)
            {
                var own = pairs[id].Where(pair => at?.Id != id || at.IsBefore(pair)).ToList();
                if (items.Count + own.Count > limit)
                {
                    items.AddRange(own.Take(limit - items.Count));
                    var last = items[^1].Incident.Id == id ? items[^1].Similar : null;
                    return (items, new Place(Text(day), id, last?.Score, last?.Incident.Id));
                }

                items.AddRange(own);
            }

            if (portion.Count < AtATime)
                return (items, null);
            at = new Place(Text(portion[^1].Day), portion[^1].Id, Place.Behind, null);
        }

        return (items, at);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// Where a page ended: the first day and the id of an incident, and which of its pairs was given last. How many were tells nothing: those that
    /// have been decided since are not among them any more.
    /// </summary>
    /// <param name="Score">Null where none has been given.</param>
    /// <param name="OtherId">Null where none has been given, or all of them.</param>
    private sealed record Place(string Day, Guid Id, double? Score, Guid? OtherId)
    {
        /// <summary>The score behind that of every pair.</summary>
        public const double Behind = -1;

        public bool IsBefore(DuplicatePair pair) =>
            Score is not { } score || pair.Similar.Score < score || (pair.Similar.Score == score && OtherId is { } last && pair.Similar.Incident.Id.CompareTo(last) > 0);
    }

    /// <summary>Reads incidents that meet a filter, the newest first, and those that resemble them.</summary>
    private sealed class Walk(NpgsqlConnection connection, IncidentFilter filter, double minScore, Moment moment, CancellationToken cancellationToken)
    {
        private static readonly IncidentFilter Everything = new();

        /// <param name="place">Inclusive; null for the newest.</param>
        public async Task<List<(DateOnly Day, Guid Id)>> From(Place? place)
        {
            var query = Matching();
            if (place is not null)
                query.Where($"(incident_version.occurred_from, incident_version.id) <= ({query.Parameter(place.Day)}::date, {query.Parameter(place.Id)})");
            await using var command = query.Command(
                connection, "select incident_version.occurred_from, incident_version.id from incident_version", $"order by incident_version.occurred_from desc, incident_version.id desc limit {AtATime}");
            var found = new List<(DateOnly, Guid)>();
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                found.Add((rows.GetFieldValue<DateOnly>(0), rows.GetGuid(1)));
            return found;
        }

        /// <returns>By the id of the one that stands first in the order; a pair whose other one meets the filter too, and stands before it, is that one's.</returns>
        public async Task<ILookup<Guid, DuplicatePair>> PairsOf(IReadOnlyCollection<(DateOnly Day, Guid Id)> portion)
        {
            var query = new SqlQuery();
            var candidates = SimilarSql.Candidates(query, moment, "i", "", MostOfOne);
            var actors = SimilarSql.Actors(query, moment, "s.actors");
            query.Where($"i.id = any({query.Parameter(portion.Select(one => one.Id).ToArray())})");
            query.Where(Versions.At(query, moment, "i."));
            query.Where($"s.score >= {query.Parameter(minScore)}");
            var pairs = new List<DuplicatePair>();
            await using (var command = query.Command(
                connection,
                $"select s.card, s.km, s.days, s.same_type, {actors}, s.score, i.card from incident_version i cross join lateral (\n{candidates}\n) s",
                "order by i.id, s.score desc, s.id"))
            await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await rows.ReadAsync(cancellationToken))
                    pairs.Add(new DuplicatePair(SimilarReader.Card(rows, 6), SimilarReader.Similar(rows)));
            }

            var met = await Met([.. pairs.Select(pair => pair.Similar.Incident.Id).Distinct()]);
            return pairs
                .Where(pair => !met(pair.Similar.Incident.Id) || Order(pair.Incident).CompareTo(Order(pair.Similar.Incident)) > 0)
                .ToLookup(pair => pair.Incident.Id);
        }

        private static (DateOnly, Guid) Order(Application.Rendering.IncidentCard incident) => (incident.Occurred.Earliest, incident.Id);

        /// <returns>Which of some incidents meet the filter.</returns>
        private async Task<Predicate<Guid>> Met(Guid[] ids)
        {
            if (filter == Everything || ids.Length == 0)
                return _ => true;
            var query = Matching();
            query.Where($"incident_version.id = any({query.Parameter(ids)})");
            await using var command = query.Command(connection, "select incident_version.id from incident_version", "");
            var met = new HashSet<Guid>();
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                met.Add(rows.GetGuid(0));
            return met.Contains;
        }

        private SqlQuery Matching()
        {
            var query = new SqlQuery();
            IncidentFilterSql.Translate(filter, moment, IncidentRows.All, query);
            return query;
        }
    }
}
