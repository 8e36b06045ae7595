using System.Text.Json;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>Fetches what a rendering may mention from the read model.</summary>
internal static class BookLoader
{
    /// <param name="rendered">What is to be rendered.</param>
    /// <param name="newer">States that are not in the read model yet, and stand in front of it.</param>
    /// <param name="at">The position as of which the references are wanted.</param>
    /// <param name="known">Of that position already; null where nothing is.</param>
    public static async Task<ReferenceBook> Load(
        NpgsqlConnection connection, IEnumerable<Resource> rendered, IReadOnlyDictionary<Guid, IDetails> newer, long at, ReferenceCache.Known? known, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<Guid, IDetails>(newer);
        var wanted = new HashSet<Guid>();
        foreach (var resource in rendered)
            wanted.UnionWith(resource.References().Select(reference => reference.Id));
        foreach (var details in newer.Values)
            wanted.UnionWith(ReferenceBook.Required(details));

        // A round per level of ancestors: places lie in places, documents have publishers.
        for (wanted.ExceptWith(entries.Keys); wanted.Count > 0; wanted.ExceptWith(entries.Keys))
        {
            var found = await Fetch(connection, wanted, at, known, cancellationToken);

            // What was erased has no row.
            if (found.Count < wanted.Count)
            {
                await foreach (var (id, remains) in Remainders.Of(connection, [.. wanted.Except(found.Keys)], at, cancellationToken))
                    found.Add(id, remains);
            }

            if (found.Count != wanted.Count)
                throw new InvalidOperationException($"The read model lacks {string.Join(", ", wanted.Where(id => !found.ContainsKey(id)))}.");
            wanted.Clear();
            foreach (var (id, details) in found)
            {
                entries.Add(id, details);
                wanted.UnionWith(ReferenceBook.Required(details));
            }
        }

        return new ReferenceBook(entries);
    }

    /// <summary>
    /// Whether what mentions some changed resources may mention others from now on: what stands above one of them, or what it speaks for, has
    /// changed too.
    /// </summary>
    /// <param name="changed">As they stand from the position on.</param>
    public static async Task<bool> MoveAnything(
        NpgsqlConnection connection, IReadOnlyDictionary<Guid, IDetails> changed, long position, CancellationToken cancellationToken)
    {
        var before = await Fetch(connection, [.. changed.Keys], position - 1, cancellationToken);
        return before.Any(entry => !ReferenceBook.Required(entry.Value).ToHashSet().SetEquals(ReferenceBook.Required(changed[entry.Key])));
    }

    private static async Task<Dictionary<Guid, IDetails>> Fetch(NpgsqlConnection connection, HashSet<Guid> ids, long at, ReferenceCache.Known? known, CancellationToken cancellationToken)
    {
        if (known is null)
            return await Fetch(connection, ids, at, cancellationToken);
        var found = ids.Select(id => (Id: id, Details: known.Find(id))).Where(entry => entry.Details is not null).ToDictionary(entry => entry.Id, entry => entry.Details!);
        if (found.Count == ids.Count)
            return found;
        foreach (var (id, details) in await Fetch(connection, [.. ids.Where(id => !found.ContainsKey(id))], at, cancellationToken))
        {
            found.Add(id, details);
            known.Add(id, details);
        }

        return found;
    }

    private static async Task<Dictionary<Guid, IDetails>> Fetch(
        NpgsqlConnection connection, HashSet<Guid> ids, long at, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select kind, id, state::text, merged_into from reference_version
            where id = any($1) and recorded_from <= $2 and (recorded_to is null or recorded_to > $2)
            """,
            connection)
        {
            Parameters = { new() { Value = ids.ToArray() }, new() { Value = at } },
        };
        var found = new Dictionary<Guid, IDetails>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(rows.GetGuid(1), rows.IsDBNull(3) ? Read(EventTypes.KindOf(rows.GetString(0)), rows.GetString(2)) : new MergedEntry(rows.GetGuid(3)));
        return found;
    }

    /// <param name="state">As <c>reference_version</c> has it.</param>
    public static IDetails Read(ResourceKind kind, string state) => kind switch
    {
        ResourceKind.Actor => Read<ActorDetails>(state),
        ResourceKind.Location => Read<LocationDetails>(state),
        ResourceKind.Source => Read<SourceDetails>(state),
        ResourceKind.Document => Read<DocumentDetails>(state),
        ResourceKind.Conflict => Read<ConflictDetails>(state),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static T Read<T>(string state) => JsonSerializer.Deserialize<T>(state, JsonContract.Options)!;
}
