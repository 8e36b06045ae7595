using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>
/// Copies what was rendered out of the rows of single resources that held at a moment. What is asked for while a statement is under way is read together by the
/// next one: the busier the service, the less each reader costs. No statement answers who came after it was sent, so nobody misses a commit that this process
/// acknowledged before.
/// </summary>
internal sealed class SingleRows(ApplicationDatabase database)
{
    private const string Incident = "version, rendering, updated_at, redistributable, 'incident' as kind";

    private readonly Lane _incidents = new(database, "incident_version", $"{Incident}, document, merged_into");
    private readonly Lane _estimates = new(database, "incident_version", $"{Incident}, estimate, merged_into");
    private readonly Lane _references = new(database, "reference_version", "version, rendering, updated_at, true, kind, document, merged_into");

    public Task<Rendered?> Find(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken) =>
        Find(kind is ResourceKind.Incident ? _incidents : _references, kind, id, moment, cancellationToken);

    public Task<Rendered?> FindEstimate(Guid incidentId, Moment moment, CancellationToken cancellationToken) =>
        Find(_estimates, ResourceKind.Incident, incidentId, moment, cancellationToken);

    private static async Task<Rendered?> Find(Lane lane, ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        if (await Ask(id) is not { } row || row.Kind != kind || !(row.Redistributable || moment.ShowsAll))
            return null;
        var survivor = row.Rendered.Survivor;
        while (survivor is { } at && await Ask(at) is { Rendered.Survivor: { } next })
            survivor = next;
        return survivor == row.Rendered.Survivor ? row.Rendered : row.Rendered with { Survivor = survivor };

        Task<Row?> Ask(Guid one) => (moment.IsNow ? lane.Current : lane.Past).Find(new Key(one, moment.Position ?? 0)).WaitAsync(cancellationToken);
    }

    private sealed record Row(ResourceKind Kind, bool Redistributable, Rendered Rendered);

    /// <param name="Position">Any for the present.</param>
    private readonly record struct Key(Guid Id, long Position);

    private sealed class Asked(Key key) : TaskCompletionSource<Row?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Key Key => key;
    }

    /// <summary>One statement for what is current, and one for the past, of which each may be asked for at a moment of its own.</summary>
    private sealed class Lane(ApplicationDatabase database, string table, string columns)
    {
        // An array that is seen is planned for, each time anew, which takes longer than to read what it names.
        private const string Ids = "(select $1)::uuid[]";
        private const string Positions = "(select $2)::bigint[]";

        public Gathering Current { get; } = new(database, $"select id, {columns}, 0::bigint from {table} where id = any({Ids}) and recorded_to is null");

        // The rows of one follow each other: the newest of those that had begun by then is the one, and none of the others need be visited.
        public Gathering Past { get; } = new(
            database,
            $"""
            select found.* from unnest({Ids}, {Positions}) asked(id, at) cross join lateral (
                select id, {columns}, asked.at, recorded_to from {table} v where v.id = asked.id and v.recorded_from <= asked.at order by v.recorded_from desc limit 1) found
            where coalesce(found.recorded_to, {Versions.Never}) > found.at
            """,
            isPast: true);
    }

    private sealed class Gathering(ApplicationDatabase database, string sql, bool isPast = false)
    {
        // So that a statement that waits for the disk does not keep everybody waiting.
        private const int MostStatements = 3;

        // Fewer are left to the statement that is under way already: it will soon have ended.
        private const int WorthAnother = 8;

        private const int MostTogether = 64;

        private readonly Lock _lock = new();
        private readonly Queue<Asked> _waiting = new();
        private int _statements;

        public Task<Row?> Find(Key key)
        {
            var asked = new Asked(key);
            lock (_lock)
            {
                _waiting.Enqueue(asked);
                if (_statements > 0 && (_statements == MostStatements || _waiting.Count < WorthAnother * _statements))
                    return asked.Task;
                _statements++;
            }

            _ = ReadAll();
            return asked.Task;
        }

        private async Task ReadAll()
        {
            // Whoever is about to ask may do so first.
            await Task.Yield();
            while (Next() is { Count: > 0 } together)
            {
                try
                {
                    var found = await Read(together);
                    foreach (var asked in together)
                        asked.SetResult(found.GetValueOrDefault(asked.Key));
                }
                catch (Exception fault)
                {
                    // Each of them is told.
                    foreach (var asked in together)
                        asked.TrySetException(fault);
                }
            }
        }

        /// <returns>None when this statement's turn is over.</returns>
        private List<Asked> Next()
        {
            lock (_lock)
            {
                var together = new List<Asked>(Math.Min(_waiting.Count, MostTogether));
                while (together.Count < MostTogether && _waiting.TryDequeue(out var asked))
                    together.Add(asked);
                if (together.Count == 0)
                    _statements--;
                return together;
            }
        }

        private async Task<Dictionary<Key, Row>> Read(List<Asked> together)
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            var keys = together.Select(asked => asked.Key).Distinct().ToList();
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. keys.Select(key => key.Id)] } } };
            if (isPast)
                command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. keys.Select(key => key.Position)] });
            await using var rows = await command.ExecuteReaderAsync();
            var found = new Dictionary<Key, Row>(together.Count);
            while (await rows.ReadAsync())
            {
                var id = rows.GetGuid(0);
                var rendered = new Rendered(id, rows.GetInt32(1), rows.GetInt32(2), rows.GetFieldValue<DateTimeOffset>(3), rows.GetFieldValue<byte[]>(6))
                {
                    Survivor = rows.IsDBNull(7) ? null : rows.GetGuid(7),
                };
                found.Add(new Key(id, rows.GetInt64(8)), new Row(EventTypes.KindOf(rows.GetString(5)), rows.GetBoolean(4), rendered));
            }

            return found;
        }
    }
}
