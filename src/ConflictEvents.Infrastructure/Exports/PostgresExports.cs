using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.Exports;

/// <summary>Opens exports over connections of their own, no more of them at a time than are allowed.</summary>
internal sealed class PostgresExports : IExports, IAsyncDisposable
{
    private readonly SemaphoreSlim _slots;
    private readonly NpgsqlDataSource _source;

    public PostgresExports(ApplicationDatabase database)
    {
        _slots = new SemaphoreSlim(database.Limits.ExportsAtOnce);
        _source = database.OpenForExports(database.Limits.ExportsAtOnce);
    }

    public async Task<IExport?> TryOpen(ExportQuery query, Moment moment, CancellationToken cancellationToken)
    {
        // Not even for a moment: whoever waits here would hold a request that can do nothing else.
        if (!await _slots.WaitAsync(TimeSpan.Zero, cancellationToken))
            return null;

        NpgsqlConnection? connection = null;
        try
        {
            connection = await _source.OpenConnectionAsync(cancellationToken);
            return await PostgresExport.Open(connection, query, moment, () => _slots.Release(), cancellationToken);
        }
        catch
        {
            if (connection is not null)
                await connection.DisposeAsync();
            _slots.Release();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _slots.Dispose();
        return _source.DisposeAsync();
    }
}
