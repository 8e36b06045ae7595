using ConflictEvents.Infrastructure.Database;
using static NpgsqlTypes.NpgsqlDbType;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>The tables of the log, for many events at once.</summary>
internal static class LogTables
{
    public static readonly CopyTable<(LogEntry Entry, byte[] Hash, byte[] Body)> Events = new(
        "event",
        ("position", Bigint, e => e.Entry.Position),
        ("event_id", Uuid, e => e.Entry.EventId),
        ("stream_kind", Text, e => e.Entry.StreamKind),
        ("stream_id", Uuid, e => e.Entry.StreamId),
        ("version", Integer, e => e.Entry.Version),
        ("type", Text, e => e.Entry.Type),
        ("schema_version", Integer, e => e.Entry.SchemaVersion),
        ("recorded_at", TimestampTz, e => e.Entry.RecordedAt),
        ("recorded_by", Text, e => e.Entry.RecordedBy),
        ("reason", Text, e => e.Entry.Reason),
        ("request_id", Text, e => e.Entry.RequestId),
        ("body_hash", Bytea, e => e.Entry.BodyHash),
        ("hash", Bytea, e => e.Hash));

    public static readonly CopyTable<(LogEntry Entry, byte[] Hash, byte[] Body)> Bodies = new(
        "event_body",
        ("position", Bigint, e => e.Entry.Position),
        ("body", Json, e => e.Body));
}
