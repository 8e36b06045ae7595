using System.Security.Cryptography;
using System.Text;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Streams;
using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>The events of one commit, gathered under the lock of the head row.</summary>
/// <param name="now">The time that all of them bear.</param>
internal sealed class Changes(
    NpgsqlConnection connection, LogHead head, DateTimeOffset now, ActiveReferences active, IRequestContext request, CancellationToken cancellationToken) : IChanges
{
    // From about here on a copy into both tables is faster than arrays that are taken apart, though it costs round trips of its own.
    private const int Many = 100;

    private readonly List<(LogEntry Entry, DomainEvent Event)> _entries = [];

    /// <summary>Of the last event gathered: the position at which the commit is complete.</summary>
    public long Position => head.Position + _entries.Count;

    public Trail Trail { get; } = new();

    /// <summary>What was found to be active, as it stood before the commit: who renders it need not read it again.</summary>
    public IReadOnlyDictionary<Guid, IDetails> Mentioned => active.Details;

    public async Task<Resource?> Load(ResourceKind kind, Guid id)
    {
        if (Trail.Changed.TryGetValue(id, out var changed))
            return changed.Kind == kind ? changed : null;
        var found = await LogReader.Fold(connection, [id], head.Position, cancellationToken);
        return found.SingleOrDefault(resource => resource.Kind == kind);
    }

    public async Task<bool> IsTaken(Guid id)
    {
        if (Trail.Changed.ContainsKey(id))
            return true;
        await using var command = new NpgsqlCommand("select exists (select from event where stream_id = $1)", connection)
        {
            Parameters = { new() { Value = id } },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public Task<IReadOnlyList<Reference>> Missing(IEnumerable<Reference> references) =>
        active.Missing([.. references.Where(reference => !(Trail.Changed.TryGetValue(reference.Id, out var own) && IsActive(own, reference.Kind)))], cancellationToken);

    public void Append(Resource resource, IReadOnlyList<DomainEvent> events, string? reason)
    {
        foreach (var domainEvent in events)
        {
            var entry = new LogEntry(
                Position + 1,
                Guid.CreateVersion7(now),
                EventTypes.NameOf(resource.Kind),
                resource.Id,
                resource.Version + 1,
                EventTypes.NameOf(resource.Kind, domainEvent),
                EventTypes.SchemaVersion,
                now,
                request.RecordedBy,
                reason,
                request.RequestId,
                BodyHash: []);
            _entries.Add((entry, domainEvent));
            Trail.Apply(resource, new Happening(entry.Position, entry.EventId, entry.Type, new RecordedEvent(domainEvent, entry.Version, now, request.RecordedBy, reason)));
        }
    }

    /// <summary>Writes the gathered events and moves the head behind them, but for what is left to a batch.</summary>
    /// <param name="batch">To be sent before anything reads what this commit records.</param>
    /// <returns>Where the log ends once the transaction is committed; those who watch it are told then.</returns>
    public async Task<LogHead> Write(NpgsqlBatch batch)
    {
        var written = new List<(LogEntry Entry, byte[] Hash, byte[] Body)>(_entries.Count);
        if (_entries.Count >= Many)
        {
            await LogTables.Events.Copy(connection, Chain(written), cancellationToken);
            await LogTables.Bodies.Copy(connection, written, cancellationToken);
        }
        else
        {
            Insert(batch, [.. Chain(written)]);
        }

        var hash = written[^1].Hash;
        foreach (var id in Trail.Erased)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select log.erase_bodies($1)") { Parameters = { new() { Value = id } } });
        var end = new LogHead(Position, hash, now, head.Refreshes, head.Erasures + Trail.Erased.Count);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("update event_head set position = $1, recorded_at = $2, hash = $3, erasures = $4")
        {
            Parameters = { new() { Value = Position }, new() { Value = now }, new() { Value = hash }, new() { Value = end.Erasures } },
        });
        batch.BatchCommands.Add(HeadNotice.Send(end.Mark));
        return end;
    }

    /// <summary>Writes the bodies and chains the events, each when it is asked for: the database takes in those before it meanwhile.</summary>
    /// <param name="written">Holds all of them in the end.</param>
    private IEnumerable<(LogEntry Entry, byte[] Hash, byte[] Body)> Chain(List<(LogEntry Entry, byte[] Hash, byte[] Body)> written)
    {
        var hash = head.Hash;
        foreach (var (gathered, happened) in _entries)
        {
            var body = EventTypes.Write(happened);
            var entry = gathered with { BodyHash = SHA256.HashData(body) };
            written.Add((entry, hash = entry.HashAfter(hash), body));
            yield return written[^1];
        }
    }

    private static void Insert(NpgsqlBatch batch, IReadOnlyList<(LogEntry Entry, byte[] Hash, byte[] Body)> written)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            insert into event (position, event_id, stream_kind, stream_id, version, type, schema_version, recorded_at, recorded_by, reason, request_id, body_hash, hash)
            select * from unnest($1::bigint[], $2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::text[], $7::int[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::bytea[], $13::bytea[])
            """)
        {
            Parameters =
            {
                Column(e => e.Position),
                Column(e => e.EventId),
                Column(e => e.StreamKind),
                Column(e => e.StreamId),
                Column(e => e.Version),
                Column(e => e.Type),
                Column(e => e.SchemaVersion),
                Column(e => e.RecordedAt),
                Column(e => e.RecordedBy),
                Column(e => e.Reason),
                Column(e => e.RequestId),
                Column(e => e.BodyHash),
                new() { Value = written.Select(e => e.Hash).ToArray() },
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into event_body (position, body) select p, b::json from unnest($1::bigint[], $2::text[]) as t(p, b)")
        {
            Parameters =
            {
                Column(e => e.Position),
                new() { Value = written.Select(e => Encoding.UTF8.GetString(e.Body)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        });

        NpgsqlParameter Column<T>(Func<LogEntry, T> member) => new() { Value = written.Select(e => member(e.Entry)).ToArray() };
    }

    private static bool IsActive(Resource resource, ResourceKind kind) => resource.Kind == kind && resource.Status is ResourceStatus.Active;
}
