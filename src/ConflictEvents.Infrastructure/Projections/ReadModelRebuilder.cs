using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>What a rebuild came to.</summary>
/// <param name="Events">How many events were replayed.</param>
/// <param name="Differences">One sentence per resource whose rows were not what the log makes them; empty when the read model was sound.</param>
public sealed record Rebuild(long Events, IReadOnlyList<string> Differences);

/// <summary>
/// Replays the log into a second schema beside the live one, compares the two, and puts the new one in its place.
/// The service goes on meanwhile; commits wait only for the last stretch of the replay, the comparison and the swap.
/// </summary>
public static class ReadModelRebuilder
{
    private const string Live = "read_model";
    private const string Fresh = "read_model_fresh";
    private const int MostDifferences = 100;

    private static readonly string[] Tables = ["incident_version", "reference_version", "name_version"];

    /// <param name="connectionString">Of the owner of the schema.</param>
    /// <param name="progress">Told the position replayed so far, every thousand events or so.</param>
    public static async Task<Rebuild> Run(string connectionString, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var database = ApplicationDatabase.AsOwner(connectionString, Fresh);
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await Execute(connection, $"drop schema if exists {Fresh} cascade; create schema {Fresh}", cancellationToken);
        foreach (var table in Tables)
            await Execute(connection, $"create table {Fresh}.{table} (like {Live}.{table} including all)", cancellationToken);

        var replay = new Replay(database, connection, progress);
        await replay.To(await HeadPosition(connection, cancellationToken), cancellationToken);
        await Execute(connection, string.Join(';', Tables.Select(table => $"analyze {Fresh}.{table}")), cancellationToken);

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var head = await LogHead.Lock(connection, cancellationToken);
        await replay.To(head.Position, cancellationToken);
        var differences = await Differences(connection, cancellationToken);
        await Execute(
            connection,
            $"""
            grant usage on schema {Fresh} to {ApplicationDatabase.Role};
            grant select, insert, update, delete on all tables in schema {Fresh} to {ApplicationDatabase.Role};
            alter schema {Live} rename to read_model_replaced;
            alter schema {Fresh} rename to {Live};
            drop schema read_model_replaced cascade;
            """,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Rebuild(head.Position, differences);
    }

    private static async Task<long> HeadPosition(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select position from event_head", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<IReadOnlyList<string>> Differences(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        foreach (var table in Tables)
        {
            await using var command = new NpgsqlCommand(
                $"""
                with live as (select id, md5(string_agg(t::text, '|' order by t::text)) as sum from {Live}.{table} t group by id),
                     fresh as (select id, md5(string_agg(t::text, '|' order by t::text)) as sum from {Fresh}.{table} t group by id)
                select coalesce(live.id, fresh.id), live.id is null, fresh.id is null
                from live full join fresh using (id)
                where live.sum is distinct from fresh.sum
                order by 1 limit {MostDifferences}
                """,
                connection) { CommandTimeout = 0 };
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var what = rows.GetBoolean(1) ? "was missing" : rows.GetBoolean(2) ? "should not have been there" : "was not what the log makes it";
                differences.Add($"{table} {rows.GetGuid(0)} {what}.");
            }
        }

        return differences;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Projects commit after commit, just as they were projected when they were made.</summary>
    private sealed class Replay(ApplicationDatabase database, NpgsqlConnection target, IProgress<long>? progress)
    {
        private const long Stretch = 1_000;

        private readonly Projector _projector = new(target);
        private long _reached;

        public async Task To(long position, CancellationToken cancellationToken)
        {
            await using var source = await database.Source.OpenConnectionAsync(cancellationToken);
            var commit = new List<LoggedEvent>();
            while (_reached < position)
            {
                // A commit may reach beyond the stretch; what was read of it is read again with the next one.
                var stretch = new List<LoggedEvent>();
                await foreach (var logged in LogReader.Range(source, _reached, Math.Min(position, _reached + Stretch + commit.Count), cancellationToken))
                    stretch.Add(logged);

                var commits = stretch.GroupBy(logged => logged.Recorded.RecordedAt).Select(group => group.ToList()).ToList();
                var whole = stretch[^1].Position == position ? commits : commits[..^1];
                if (whole.Count == 0)
                {
                    commit = stretch;
                    continue;
                }

                commit = [];
                foreach (var events in whole)
                {
                    await Project(events, cancellationToken);
                    _reached = events[^1].Position;
                }

                progress?.Report(_reached);
            }
        }

        private async Task Project(List<LoggedEvent> events, CancellationToken cancellationToken)
        {
            var streams = events.GroupBy(logged => logged.StreamId).ToList();
            var created = streams.Where(stream => stream.First().Recorded.Version == 1).Select(stream => stream.Key).ToHashSet();
            var earlier = (await LogReader.Fold(target, [.. streams.Select(s => s.Key).Where(id => !created.Contains(id))], events[0].Position - 1, cancellationToken))
                .ToDictionary(resource => resource.Id);
            var changed = new List<Resource>();
            foreach (var stream in streams)
            {
                var resource = earlier.GetValueOrDefault(stream.Key) ?? ResourceFactory.Empty(stream.First().Kind, stream.Key);
                foreach (var logged in stream)
                    resource.Apply(logged.Recorded);
                changed.Add(resource);
            }

            await _projector.Project(events[^1].Position, changed, created, cancellationToken);
        }
    }
}
