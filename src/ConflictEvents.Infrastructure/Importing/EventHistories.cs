using System.Security.Cryptography;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>What this log holds of the resources of a batch and of all that they mention, and what the batch adds to it.</summary>
internal sealed class EventHistories
{
    private readonly Dictionary<Guid, List<Happening>> _happenings = [];
    private readonly Dictionary<Guid, ResourceKind> _kinds = [];
    private readonly Dictionary<(string Dataset, string ExternalId), Guid> _records = [];

    public static async Task<EventHistories> Load(NpgsqlConnection connection, IReadOnlyCollection<ReadEvent> events, CancellationToken cancellationToken)
    {
        var histories = new EventHistories();
        await histories.LoadHappenings(connection, [.. events.Select(read => read.Line.Id).Distinct()], cancellationToken);
        await histories.LoadBodies(connection, events, cancellationToken);
        await histories.LoadKinds(connection, [.. events.SelectMany(read => read.References()).Select(reference => reference.Id).Distinct()], cancellationToken);
        await histories.LoadRecords(connection, [.. events.Select(read => read.Event).OfType<Imported>().Select(imported => imported.Origin)], cancellationToken);
        return histories;
    }

    /// <returns>0 for what is not recorded.</returns>
    public int VersionOf(Guid id) => _happenings.TryGetValue(id, out var happenings) ? happenings.Count : 0;

    /// <summary>Whether the version that the event leads to was reached by the same event.</summary>
    public bool Holds(ReadEvent read) => Recorded(read) is { } here && here.Matches(read) && here.BodyHash.AsSpan().SequenceEqual(read.BodyHash);

    /// <summary>Whether what has the id here is of the kind that the line names.</summary>
    public bool IsOfKind(ReadEvent read) => _happenings[read.Line.Id][0].Type.StartsWith($"{EventTypes.NameOf(read.Line.Kind)}.", StringComparison.Ordinal);

    public bool Has(Reference reference) => _kinds.TryGetValue(reference.Id, out var kind) && kind == reference.Kind;

    /// <returns>The incident that the record of a dataset has become, unless it is this one.</returns>
    public Guid? OtherOf(ImportOrigin origin, Guid id) => _records.TryGetValue((origin.Dataset, origin.ExternalId), out var other) && other != id ? other : null;

    public void Add(ReadEvent read)
    {
        var line = read.Line;
        if (!_happenings.TryGetValue(line.Id, out var happenings))
            _happenings.Add(line.Id, happenings = []);
        happenings.Add(new Happening(line.Type, line.Reason, read.BodyHash, Position: null));
        _kinds[line.Id] = line.Kind;
        if (read.Event is Imported { Origin: var origin })
            _records[(origin.Dataset, origin.ExternalId)] = line.Id;
    }

    private Happening? Recorded(ReadEvent read) => read.Line.Version <= VersionOf(read.Line.Id) ? _happenings[read.Line.Id][read.Line.Version - 1] : null;

    private async Task LoadHappenings(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select stream_id, type, reason, body_hash, position from event where stream_id = any($1) order by stream_id, version", connection)
        {
            Parameters = { new() { Value = ids } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var id = rows.GetGuid(0);
            if (!_happenings.TryGetValue(id, out var happenings))
                _happenings.Add(id, happenings = []);
            happenings.Add(new Happening(rows.GetString(1), rows.TextOrNull(2), rows.GetFieldValue<byte[]>(3), rows.GetInt64(4)));
        }
    }

    /// <summary>
    /// A body that an older program wrote lacks the members that came later, and has another hash for it. So where only the hash
    /// differs, it is taken of the body as this program would write it.
    /// </summary>
    private async Task LoadBodies(NpgsqlConnection connection, IEnumerable<ReadEvent> events, CancellationToken cancellationToken)
    {
        var doubtful = events
            .Where(read => Recorded(read) is { } here && here.Matches(read) && !Holds(read))
            .Select(read => (Happenings: _happenings[read.Line.Id], At: read.Line.Version - 1))
            .DistinctBy(one => one.Happenings[one.At].Position)
            .ToDictionary(one => one.Happenings[one.At].Position!.Value);
        if (doubtful.Count == 0)
            return;

        await using var command = new NpgsqlCommand(
            "select position, type, schema_version, body::text from event join event_body using (position) where position = any($1)", connection)
        {
            Parameters = { new() { Value = doubtful.Keys.ToArray() } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (happenings, at) = doubtful[rows.GetInt64(0)];
            var body = EventTypes.Write(EventTypes.Read(rows.GetString(1), rows.GetInt32(2), rows.GetString(3)));
            happenings[at] = happenings[at] with { BodyHash = SHA256.HashData(body) };
        }
    }

    private async Task LoadKinds(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select stream_id, stream_kind from event where stream_id = any($1) and version = 1", connection)
        {
            Parameters = { new() { Value = ids } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            _kinds[rows.GetGuid(0)] = EventTypes.KindOf(rows.GetString(1));
    }

    private async Task LoadRecords(NpgsqlConnection connection, ImportOrigin[] origins, CancellationToken cancellationToken)
    {
        if (origins.Length == 0)
            return;
        await using var command = new NpgsqlCommand(
            $"select stored.dataset, stored.external_id, stored.id from unnest($1, $2) sought(dataset, external_id) {StoredRecords.Join}",
            connection)
        {
            Parameters = { new() { Value = origins.Select(origin => origin.Dataset).ToArray() }, new() { Value = origins.Select(origin => origin.ExternalId).ToArray() } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            _records[(rows.GetString(0), rows.GetString(1))] = rows.GetGuid(2);
    }

    /// <param name="Position">Null for what this commit adds.</param>
    private sealed record Happening(string Type, string? Reason, byte[] BodyHash, long? Position)
    {
        public bool Matches(ReadEvent read) => (Type, Reason) == (read.Line.Type, read.Line.Reason);
    }
}
