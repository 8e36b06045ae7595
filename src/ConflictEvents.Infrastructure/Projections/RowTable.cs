using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>A table of the read model, and how each of its columns is filled. <c>recorded_from</c> stands first and is the same for all rows.</summary>
internal sealed class RowTable<TRow>
{
    private readonly IReadOnlyList<(string Column, NpgsqlDbType Type, Func<TRow, object?> Value)> _columns;
    private readonly string _insert;
    private readonly string _copy;

    public RowTable(string name, params IReadOnlyList<(string Column, NpgsqlDbType Type, Func<TRow, object?> Value)> columns)
    {
        _columns = columns;
        var names = string.Join(", ", columns.Select(column => column.Column).Prepend("recorded_from"));
        _insert = $"insert into {name} ({names}) values ({string.Join(", ", Enumerable.Range(1, columns.Count + 1).Select(n => $"${n}"))})";
        _copy = $"copy {name} ({names}) from stdin (format binary)";
    }

    /// <summary>For a few rows: all of them go to the server at once.</summary>
    public IEnumerable<NpgsqlBatchCommand> Inserts(IEnumerable<TRow> rows, long position)
    {
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(_insert) { Parameters = { new NpgsqlParameter<long> { TypedValue = position } } };
            foreach (var (_, type, value) in _columns)
                command.Parameters.Add(new NpgsqlParameter { Value = value(row) ?? DBNull.Value, NpgsqlDbType = type });
            yield return command;
        }
    }

    /// <summary>For many rows.</summary>
    public async Task Copy(NpgsqlConnection connection, IEnumerable<(TRow Row, long Position)> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(_copy, cancellationToken);
        foreach (var (row, position) in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(position, NpgsqlDbType.Bigint, cancellationToken);
            foreach (var (_, type, value) in _columns)
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
