using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>
/// Which of the resources that a commit mentions are active. They are looked up once it has the lock of the log, under which nobody else changes them.
/// </summary>
/// <param name="mentioned">All that the commit may ask about; no incident, for nothing mentions those.</param>
internal sealed class ActiveReferences(NpgsqlConnection connection, IEnumerable<Reference> mentioned)
{
    private readonly HashSet<Guid> _mentioned = [.. mentioned.Select(reference => reference.Id)];
    private readonly HashSet<(ResourceKind, Guid)> _active = [];
    private readonly Dictionary<Guid, IDetails> _details = [];

    /// <summary>Of those that are active, by their ids.</summary>
    public IReadOnlyDictionary<Guid, IDetails> Details => _details;

    /// <returns>What is answered to <see cref="Read"/>; null when nothing is mentioned.</returns>
    public NpgsqlBatchCommand? Query() => _mentioned.Count == 0
        ? null
        : new NpgsqlBatchCommand("select kind, id, state::text from reference_version where id = any($1) and recorded_to is null and status = 'active'")
        {
            Parameters = { new() { Value = _mentioned.ToArray() } },
        };

    public async Task Read(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        while (await rows.ReadAsync(cancellationToken))
        {
            var (kind, id) = (EventTypes.KindOf(rows.GetString(0)), rows.GetGuid(1));
            _active.Add((kind, id));
            _details.Add(id, BookLoader.Read(kind, rows.GetString(2)));
        }
    }

    /// <returns>Those that are neither active nor merged into something that is.</returns>
    /// <exception cref="ArgumentException">One of them was not looked up.</exception>
    public async Task<IReadOnlyList<Reference>> Missing(IReadOnlyList<Reference> references, CancellationToken cancellationToken)
    {
        if (references.FirstOrDefault(reference => !_mentioned.Contains(reference.Id)) is { Path: not null } other)
            throw new ArgumentException($"{other} was not looked up.", nameof(references));
        var missing = references.Where(reference => !_active.Contains((reference.Kind, reference.Id))).ToList();
        return missing.Count > 0 ? await WithoutMerged(missing, cancellationToken) : missing;
    }

    /// <summary>What is merged may be mentioned on while the one that stands for it is active.</summary>
    private async Task<IReadOnlyList<Reference>> WithoutMerged(List<Reference> missing, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with recursive standing(asked, id) as (
                select id, merged_into from reference_version where id = any($1) and recorded_to is null and merged_into is not null
                union all
                select s.asked, r.merged_into from standing s join reference_version r using (id) where r.recorded_to is null and r.merged_into is not null)
            select r.kind, s.asked from standing s join reference_version r using (id) where r.recorded_to is null and r.status = 'active'
            """,
            connection)
        {
            Parameters = { new() { Value = missing.Select(reference => reference.Id).Distinct().ToArray() } },
        };
        var standing = new HashSet<(ResourceKind, Guid)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            standing.Add((EventTypes.KindOf(rows.GetString(0)), rows.GetGuid(1)));
        return missing.FindAll(reference => !standing.Contains((reference.Kind, reference.Id)));
    }
}
