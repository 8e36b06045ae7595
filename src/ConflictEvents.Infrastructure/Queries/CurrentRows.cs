using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>
/// Copies what was rendered out of the current rows of single resources. What is asked for while a statement is under way is read together by
/// the next one: the busier the service, the less each reader costs. No statement answers who came after it was sent, so nobody misses a
/// commit that was acknowledged before.
/// </summary>
internal sealed class CurrentRows(ApplicationDatabase database)
{
    private readonly Gathering _incidents = new(database, "select id, version, rendering, updated_at, redistributable, 'incident', document, merged_into from incident_version");
    private readonly Gathering _estimates = new(database, "select id, version, rendering, updated_at, redistributable, 'incident', estimate, merged_into from incident_version");
    private readonly Gathering _references = new(database, "select id, version, rendering, updated_at, true, kind, document, merged_into from reference_version");

    public Task<Rendered?> Find(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken) =>
        Find(kind is ResourceKind.Incident ? _incidents : _references, kind, id, moment, cancellationToken);

    public Task<Rendered?> FindEstimate(Guid incidentId, Moment moment, CancellationToken cancellationToken) =>
        Find(_estimates, ResourceKind.Incident, incidentId, moment, cancellationToken);

    private static async Task<Rendered?> Find(Gathering rows, ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        if (await rows.Find(id).WaitAsync(cancellationToken) is not { } row || row.Kind != kind || !(row.Redistributable || moment.ShowsAll))
            return null;
        var survivor = row.Rendered.Survivor;
        while (survivor is { } at && await rows.Find(at).WaitAsync(cancellationToken) is { Rendered.Survivor: { } next })
            survivor = next;
        return survivor == row.Rendered.Survivor ? row.Rendered : row.Rendered with { Survivor = survivor };
    }

    private sealed record Row(ResourceKind Kind, bool Redistributable, Rendered Rendered);

    private sealed class Asked(Guid id) : TaskCompletionSource<Row?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Guid Id => id;
    }

    /// <param name="select">Everything of the statement but the condition.</param>
    private sealed class Gathering(ApplicationDatabase database, string select)
    {
        // So that a statement that waits for the disk does not keep everybody waiting.
        private const int MostStatements = 3;

        // Fewer are left to the statement that is under way already: it will soon have ended.
        private const int WorthAnother = 8;

        private const int MostTogether = 64;

        // An array that is seen is planned for, each time anew, which takes longer than to read what it names.
        private readonly string _sql = $"{select} where id = any((select $1)::uuid[]) and recorded_to is null";
        private readonly Lock _lock = new();
        private readonly Queue<Asked> _waiting = new();
        private int _statements;

        public Task<Row?> Find(Guid id)
        {
            var asked = new Asked(id);
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
                        asked.SetResult(found.GetValueOrDefault(asked.Id));
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

        private async Task<Dictionary<Guid, Row>> Read(List<Asked> together)
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(_sql, connection) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. together.Select(asked => asked.Id).Distinct()] } } };
            await using var rows = await command.ExecuteReaderAsync();
            var found = new Dictionary<Guid, Row>(together.Count);
            while (await rows.ReadAsync())
            {
                var id = rows.GetGuid(0);
                var rendered = new Rendered(id, rows.GetInt32(1), rows.GetInt32(2), rows.GetFieldValue<DateTimeOffset>(3), rows.GetFieldValue<byte[]>(6))
                {
                    Survivor = rows.IsDBNull(7) ? null : rows.GetGuid(7),
                };
                found.Add(id, new Row(EventTypes.KindOf(rows.GetString(5)), rows.GetBoolean(4), rendered));
            }

            return found;
        }
    }
}
