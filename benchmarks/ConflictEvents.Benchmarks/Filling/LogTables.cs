using System.Text;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;
using NpgsqlTypes;
using static NpgsqlTypes.NpgsqlDbType;

namespace ConflictEvents.Benchmarks.Filling;

/// <summary>Copies events into the log, with the columns that the event store fills.</summary>
internal static class LogTables
{
    private static readonly (string Column, NpgsqlDbType Type, Func<(LogEntry Entry, byte[] Hash, byte[] Body), object?> Value)[] Event =
    [
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
        ("hash", Bytea, e => e.Hash),
    ];

    private static readonly (string Column, NpgsqlDbType Type, Func<(LogEntry Entry, byte[] Hash, byte[] Body), object?> Value)[] EventBody =
    [
        ("position", Bigint, e => e.Entry.Position),
        ("body", Json, e => Encoding.UTF8.GetString(e.Body)),
    ];

    public static async Task Copy(NpgsqlConnection connection, Batch batch, CancellationToken cancellationToken)
    {
        await Copy(connection, "event", Event, batch, cancellationToken);
        await Copy(connection, "event_body", EventBody, batch, cancellationToken);
    }

    public static async Task MoveHead(NpgsqlDataSource source, LogHead head, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("update event_head set position = $1, recorded_at = $2, hash = $3");
        command.Parameters.Add(new NpgsqlParameter { Value = head.Position });
        command.Parameters.Add(new NpgsqlParameter { Value = head.RecordedAt });
        command.Parameters.Add(new NpgsqlParameter { Value = head.Hash });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task Copy(
        NpgsqlConnection connection,
        string table,
        (string Column, NpgsqlDbType Type, Func<(LogEntry Entry, byte[] Hash, byte[] Body), object?> Value)[] columns,
        Batch batch,
        CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {table} ({string.Join(", ", columns.Select(column => column.Column))}) from stdin (format binary)", cancellationToken);
        foreach (var row in batch.Log)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var (_, type, value) in columns)
            {
                if (value(row) is { } given)
                    await copy.WriteAsync(given, type, cancellationToken);
                else
                    await copy.WriteNullAsync(cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
