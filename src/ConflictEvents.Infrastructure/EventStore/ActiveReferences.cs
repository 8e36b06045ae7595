using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>Which of the resources that a commit mentions are active, each looked up once: nobody else changes them under the lock of the log.</summary>
internal sealed class ActiveReferences(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    private const string Others = "select kind, id, state::text from reference_version where id = any($1) and recorded_to is null and status = 'active'";

    // Incidents hardly ever mention each other, and to plan a look into their many indexes takes longer than all else of it.
    private const string All =
        $"""
        {Others}
        union all
        select 'incident', id, null from incident_version where id = any($1) and recorded_to is null and status = 'active'
        """;

    private readonly HashSet<(ResourceKind, Guid)> _asked = [];
    private readonly HashSet<(ResourceKind, Guid)> _active = [];

    /// <summary>Of those found, as they stood before the commit: who renders what mentions them need not read them again.</summary>
    public Dictionary<Guid, IDetails> Details { get; } = [];

    /// <returns>Asks for those that were not asked for yet, and is to be answered to <see cref="Read"/>; null when there are none.</returns>
    public NpgsqlBatchCommand? Query(IEnumerable<Reference> references)
    {
        var open = references.Where(reference => _asked.Add((reference.Kind, reference.Id))).ToList();
        return open.Count == 0
            ? null
            : new NpgsqlBatchCommand(open.Exists(reference => reference.Kind is ResourceKind.Incident) ? All : Others)
            {
                Parameters = { new() { Value = open.Select(reference => reference.Id).Distinct().ToArray() } },
            };
    }

    /// <param name="rows">What a <see cref="Query"/> came to.</param>
    public async Task Read(NpgsqlDataReader rows)
    {
        while (await rows.ReadAsync(cancellationToken))
        {
            var (kind, id) = (EventTypes.KindOf(rows.GetString(0)), rows.GetGuid(1));
            _active.Add((kind, id));
            if (kind is not ResourceKind.Incident)
                Details[id] = BookLoader.Read(kind, rows.GetString(2));
        }
    }

    /// <returns>Those that are neither active nor merged into something that is.</returns>
    public async Task<IReadOnlyList<Reference>> Missing(IReadOnlyList<Reference> references)
    {
        if (Query(references) is { } query)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { query } };
            await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
            await Read(rows);
        }

        var missing = references.Where(reference => !_active.Contains((reference.Kind, reference.Id))).ToList();
        return missing.Count > 0 ? await WithoutMerged(missing) : missing;
    }

    /// <summary>What is merged may be mentioned on while the one that stands for it is active.</summary>
    private async Task<IReadOnlyList<Reference>> WithoutMerged(List<Reference> missing)
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
