using System.Buffers;
using System.Data;
using System.IO.Pipelines;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Queries;
using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Exports;

/// <summary>One statement over one snapshot, whose rows are copied as they come.</summary>
internal sealed class PostgresExport : IExport
{
    // What is handed on at once: few enough bytes that the first come soon, and enough that handing on costs nothing.
    private const int Block = 64 * 1024;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlDataReader _rows;
    private readonly ExportQuery _query;
    private readonly Action _closed;
    private readonly bool _isAny;
    private bool _isRead;
    private byte[] _value = new byte[4_096];

    private PostgresExport(
        NpgsqlConnection connection, NpgsqlCommand command, NpgsqlDataReader rows, ExportQuery query, DateTimeOffset? dataThrough, long erasures, bool isAny, Action closed) =>
        (_connection, _command, _rows, _query, DataThrough, Erasures, _isAny, _closed) = (connection, command, rows, query, dataThrough, erasures, isAny, closed);

    public DateTimeOffset? DataThrough { get; }

    public long Erasures { get; }

    public long Incidents { get; private set; }

    /// <param name="connection">Disposed of with the export.</param>
    /// <param name="closed">Called when the export is disposed of.</param>
    public static async Task<PostgresExport> Open(
        NpgsqlConnection connection, ExportQuery export, Moment moment, Action closed, CancellationToken cancellationToken)
    {
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (head, dataThrough, erasures) = await Last(connection, moment, cancellationToken);

        // What is current has indexes of its own.
        if (moment.Position == head)
            moment = moment with { Position = null };

        var command = Select(connection, export with { Filter = await Subgroups.Expand(connection, export.Filter, moment, cancellationToken) }, moment);
        var rows = await command.ExecuteReaderAsync(cancellationToken);
        return new PostgresExport(connection, command, rows, export, dataThrough, erasures, await rows.ReadAsync(cancellationToken), closed);
    }

    public async Task CopyTo(PipeWriter output, TimeSpan patience, CancellationToken cancellationToken)
    {
        var block = new ArrayBufferWriter<byte>(Block * 2);
        var file = new IncidentFile(block, _query.Format);
        file.Begin();
        for (var isAny = _isAny; isAny; isAny = await _rows.ReadAsync(cancellationToken))
        {
            Add(file);
            Incidents++;
            if (block.WrittenCount >= Block)
                await HandOn(block, output, patience, cancellationToken);
        }

        _isRead = true;
        file.End();
        await HandOn(block, output, patience, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Closing waits for the rows that are left, unless they are no longer sent.
            if (!_isRead)
                _command.Cancel();
            await _command.DisposeAsync();
            await _connection.DisposeAsync();
        }
        finally
        {
            _closed();
        }
    }

    /// <returns>The position of the log's head, when the last event up to the moment was recorded, and how many resources have been erased.</returns>
    private static async Task<(long Head, DateTimeOffset? DataThrough, long Erasures)> Last(NpgsqlConnection connection, Moment moment, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select head.position, (select recorded_at from event where position <= coalesce($1, head.position) order by position desc limit 1), head.erasures from event_head head", connection)
        {
            Parameters = { new() { Value = (object?)moment.Position ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return (rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetFieldValue<DateTimeOffset>(1), rows.GetInt64(2));
    }

    private static NpgsqlCommand Select(NpgsqlConnection connection, ExportQuery export, Moment moment)
    {
        var list = IncidentPages.Query(export.Filter, export.Sort, moment);
        var columns = export switch
        {
            { Format: ExportFormat.Csv, Raw: false } => "csv",
            { Format: ExportFormat.Geojson } => "card, id, longitude, latitude",
            _ => "card",
        };

        // The limit excludes nothing. As it is not known when the plan is made, a tenth of the rows is planned for, as for a cursor: so what
        // an index holds in order is read in that order and the first row comes at once, instead of after all have been sorted.
        return list.Conditions.Command(connection, $"select {columns} from {list.From}", $"{list.Order.By} limit (select {long.MaxValue})");
    }

    private static async Task HandOn(ArrayBufferWriter<byte> block, PipeWriter output, TimeSpan patience, CancellationToken cancellationToken)
    {
        var writing = output.WriteAsync(block.WrittenMemory, cancellationToken);
        var flushed = writing.IsCompletedSuccessfully ? writing.Result : await writing.AsTask().WaitAsync(patience, cancellationToken);
        if (flushed.IsCompleted || flushed.IsCanceled)
            throw new OperationCanceledException("Nobody reads the export any more.");
        block.ResetWrittenCount();
    }

    private void Add(IncidentFile file)
    {
        var value = Value(0);
        if (_query.Format is ExportFormat.Geojson)
            file.AddFeature(_rows.GetGuid(1), _rows.IsDBNull(2) ? null : (_rows.GetDouble(2), _rows.GetDouble(3)), value);
        else if (_query is { Format: ExportFormat.Csv, Raw: true })
            file.AddCard(value, raw: true);
        else
            file.AddLine(value);
    }

    private ReadOnlySpan<byte> Value(int column)
    {
        var length = (int)_rows.GetBytes(column, 0, null, 0, 0);
        if (_value.Length < length)
            _value = new byte[length * 2];
        _rows.GetBytes(column, 0, _value, 0, length);
        return _value.AsSpan(0, length);
    }
}
