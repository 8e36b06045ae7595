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
        // One more for what is written to a file.
        _source = database.OpenForExports(database.Limits.ExportsAtOnce + 1);
    }

    public async Task<IExport?> TryOpen(ExportQuery query, Moment moment, CancellationToken cancellationToken)
    {
        // Not even for a moment: whoever waits here would hold a request that can do nothing else.
        if (!await _slots.WaitAsync(TimeSpan.Zero, cancellationToken))
            return null;

        try
        {
            return await Open(query, moment, () => _slots.Release(), cancellationToken);
        }
        catch
        {
            _slots.Release();
            throw;
        }
    }

    /// <summary>The same beside the number of those that are allowed; for one at a time.</summary>
    public Task<IExport> Open(ExportQuery query, Moment moment, CancellationToken cancellationToken) => Open(query, moment, () => { }, cancellationToken);

    private async Task<IExport> Open(ExportQuery query, Moment moment, Action closed, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            return await PostgresExport.Open(connection, query, moment, closed, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _slots.Dispose();
        return _source.DisposeAsync();
    }
}
