using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>What the rows of a file mention and nobody has recorded: it is recorded with the first row that needs it, and not before.</summary>
internal sealed class UnbornReferences
{
    private static readonly Error Retracted = new(ErrorKind.Conflict, "retracted-reference", "The row mentions a resource that was retracted or erased here.");

    private readonly Dictionary<Guid, NewReference> _references = [];
    private readonly Dictionary<Guid, Error> _refused = [];

    public bool Contains(Guid id) => _references.ContainsKey(id);

    /// <summary>Takes in what a batch mentions, and leaves out what is recorded by now.</summary>
    public async Task Settle(NpgsqlConnection connection, IEnumerable<NewReference> mentioned, CancellationToken cancellationToken)
    {
        foreach (var reference in mentioned)
            _references.TryAdd(reference.Id, reference);
        if (_references.Count == 0)
            return;

        await using var command = new NpgsqlCommand(
            """
            select e.stream_id, e.stream_kind, r.status
            from event e left join reference_version r on r.id = e.stream_id and r.recorded_to is null
            where e.stream_id = any($1) and e.version = 1
            """,
            connection)
        {
            Parameters = { new() { Value = _references.Keys.ToArray() } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (id, kind) = (rows.GetGuid(0), EventTypes.KindOf(rows.GetString(1)));
            _references.Remove(id, out var reference);
            if (kind != reference!.Kind)
                _refused[id] = Taken(reference, kind);
            else if (rows.TextOrNull(2) is not "active")
                _refused[id] = Retracted;
        }
    }

    /// <returns>Why a row may not mention all of these, or what they mention themselves; null when it may.</returns>
    public Error? Refusal(IEnumerable<Reference> mentioned) => _refused.Count == 0 ? null : mentioned
        .Select(reference => _refused.GetValueOrDefault(reference.Id) ?? (_references.TryGetValue(reference.Id, out var unborn) ? Refusal(unborn.Details.References()) : null))
        .FirstOrDefault(refusal => refusal is not null);

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

    /// <summary>Forgets the documents of a batch that nothing has needed: each batch names its own, and they may be as many as rows.</summary>
    public void ForgetDocuments(IEnumerable<NewReference> mentioned)
    {
        foreach (var document in mentioned.Where(reference => reference.Kind is ResourceKind.Document))
            _references.Remove(document.Id);
    }

    private static Error Taken(NewReference reference, ResourceKind kind) => new(
        ErrorKind.Conflict,
        "id-taken",
        $"The id that follows from the name of the {EventTypes.NameOf(reference.Kind)} that the row mentions, {reference.Id}, is that of a {EventTypes.NameOf(kind)} that was recorded here.");
}
