using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Resources;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>What the rows of a file mention and nobody has recorded: it is recorded with the first row that needs it, and not before.</summary>
internal sealed class UnbornReferences
{
    private readonly Dictionary<Guid, NewReference> _references = [];

    public bool Contains(Guid id) => _references.ContainsKey(id);

    /// <summary>Takes in what a batch mentions, and leaves out what is recorded by now.</summary>
    /// <returns>Those that are recorded, and retracted or erased.</returns>
    public async Task<HashSet<Guid>> Settle(NpgsqlConnection connection, IEnumerable<NewReference> mentioned, CancellationToken cancellationToken)
    {
        var gone = new HashSet<Guid>();
        foreach (var reference in mentioned)
            _references.TryAdd(reference.Id, reference);
        if (_references.Count == 0)
            return gone;

        await using var command = new NpgsqlCommand(
            """
            select id, status from reference_version where id = any($1) and recorded_to is null
            union all
            select stream_id, 'erased' from event where stream_id = any($1) and type = any($2)
            """,
            connection)
        {
            Parameters = { new() { Value = _references.Keys.ToArray() }, new() { Value = EventTypes.Erasures.ToArray() } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            _references.Remove(rows.GetGuid(0));
            if (rows.GetString(1) != "active")
                gone.Add(rows.GetGuid(0));
        }

        return gone;
    }

    /// <summary>Records one of them, behind all that it needs itself; nothing for whatever else the id stands for.</summary>
    /// <param name="recorded">Is told of each that is recorded.</param>
    public void Record(Guid id, Changes changes, Action<Guid>? recorded = null)
    {
        if (!_references.Remove(id, out var reference))
            return;
        foreach (var above in reference.Details.References())
            Record(above.Id, changes, recorded);
        changes.Append(ResourceFactory.Empty(reference.Kind, id), [reference.Created], reason: null);
        recorded?.Invoke(id);
    }

    /// <summary>Forgets what a row of its own tells of.</summary>
    public void Remove(Guid id) => _references.Remove(id);
}
