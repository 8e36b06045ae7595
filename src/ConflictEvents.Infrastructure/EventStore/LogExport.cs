using System.Buffers;
using System.Data;
using System.Text.Json;
using ConflictEvents.Application.Imports.Events;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Maintenance;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>Writes the log as it stands in the service's own format: an event a line, NDJSON, every body as it is stored, and a mark of the end.</summary>
internal static class LogExport
{
    private const int Block = 64 * 1024;
    private const int ReportEvery = 1_000;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JsonContract.Options.Encoder, SkipValidation = true };

    /// <returns>How many events were written.</returns>
    public static async Task<Result<long>> Write(ApplicationDatabase database, Stream output, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);

        // One snapshot for the head and the log.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var unlimited = new NpgsqlCommand("set local statement_timeout = 0", connection))
            await unlimited.ExecuteNonQueryAsync(cancellationToken);
        var head = await LogHead.Read(connection, cancellationToken) ?? throw new InvalidOperationException("The log has lost its head row.");

        var block = new ArrayBufferWriter<byte>(2 * Block);
        await using var line = new Utf8JsonWriter(block, Writing);
        using var end = new EndCheck();
        var (read, written) = (0L, 0L);

        // Of what was erased the erasure alone is written, where the first event stood: what mentions it comes after it.
        await using var command = new NpgsqlCommand(
            """
            select e.position, e.stream_kind, e.stream_id, w.version, w.type, w.schema_version, w.recorded_at, w.recorded_by, w.reason, b.body::text,
                   x.position is null or e.version = 1
            from event e left join event x on x.stream_id = e.stream_id and x.type = e.stream_kind || '.erased'
                join event w on w.position = coalesce(x.position, e.position) left join event_body b on b.position = w.position
            order by e.position
            """,
            connection);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            read++;
            if (rows.GetInt64(0) != read || rows.IsDBNull(9))
                return MaintenanceErrors.LogNotWhole(read);
            if (rows.GetBoolean(10))
            {
                written++;
                var start = block.WrittenCount;
                Write(rows, line);
                end.Add(block.WrittenSpan[start..]);
                block.Write("\n"u8);
            }

            if (block.WrittenCount >= Block)
                await HandOn(block, output, cancellationToken);
            if (read % ReportEvery == 0)
                progress?.Report(new LogProgress(read, head.Position));
        }

        if (read != head.Position)
            return MaintenanceErrors.LogNotWhole(read + 1);
        block.Write(JsonSerializer.SerializeToUtf8Bytes(new EndLine { End = end.Take() }, JsonContract.Options));
        block.Write("\n"u8);
        await HandOn(block, output, cancellationToken);
        progress?.Report(new LogProgress(read, read));
        return written;
    }

    /// <summary>As <see cref="Application.Imports.Events.EventLine"/> is read.</summary>
    private static void Write(NpgsqlDataReader rows, Utf8JsonWriter line)
    {
        line.WriteStartObject();
        line.WriteString("kind", rows.GetString(1));
        line.WriteString("id", rows.GetGuid(2));
        line.WriteNumber("version", rows.GetInt32(3));
        line.WriteString("type", rows.GetString(4));
        line.WriteNumber("schemaVersion", rows.GetInt32(5));
        line.WriteString("recordedAt", rows.GetFieldValue<DateTimeOffset>(6));
        line.WriteString("recordedBy", rows.GetString(7));
        line.WriteString("reason", rows.IsDBNull(8) ? null : rows.GetString(8));
        line.WritePropertyName("body");
        line.WriteRawValue(rows.GetString(9), skipInputValidation: true);
        line.WriteEndObject();
        line.Flush();
        line.Reset();
    }

    private static async Task HandOn(ArrayBufferWriter<byte> block, Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(block.WrittenMemory, cancellationToken);
        block.ResetWrittenCount();
    }
}
