using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Database;

/// <summary>A table, and how each of its columns is filled.</summary>
internal sealed class CopyTable<TRow>(string name, params IReadOnlyList<(string Column, NpgsqlDbType Type, Func<TRow, object?> Value)> columns)
{
    private readonly string _copy = $"copy {name} ({string.Join(", ", columns.Select(column => column.Column))}) from stdin (format binary)";

    public async Task Copy(NpgsqlConnection connection, IEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(_copy, cancellationToken);
        foreach (var row in rows)
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
