using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using Npgsql;

namespace ConflictEvents.Infrastructure.Database;

/// <summary>
/// Lets searches work in two lanes, so that a wide one costs its own caller and not the others. Every search begins in the quick lane, where
/// a statement is given a moment. What needs longer is begun anew in the wide lane, where few work at a time and the others wait for their
/// turn. Both have connections of their own: whoever reads one resource, or changes one, waits for no search.
/// </summary>
internal sealed class SearchLanes(ApplicationDatabase database) : IAsyncDisposable
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(500);

    // A search that has waited so long for others that are given a moment each is one of very many.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lane _quick = new(database, database.QuickSearches, Quick);
    private readonly Lane _wide = new(database, database.WideSearches, database.Limits.ReadTime);

    /// <param name="search">Reads only, since it may be begun twice.</param>
    /// <returns>An error where too many search at the same time.</returns>
    /// <exception cref="PostgresException">A statement took longer than any search may.</exception>
    public async Task<Result<T>> Run<T>(Func<NpgsqlConnection, Task<Result<T>>> search, CancellationToken cancellationToken)
    {
        if (!await _quick.Enter(Patience, cancellationToken))
            return QueryErrors.TooManySearches;
        try
        {
            return await _quick.Run(search, cancellationToken);
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.QueryCanceled && !cancellationToken.IsCancellationRequested)
        {
            // It is a wide one.
        }

        return await _wide.Enter(database.Limits.ReadTime, cancellationToken) ? await _wide.Run(search, cancellationToken) : QueryErrors.TooManySearches;
    }

    public async ValueTask DisposeAsync()
    {
        await _quick.DisposeAsync();
        await _wide.DisposeAsync();
    }

    private sealed class Lane(ApplicationDatabase database, int width, TimeSpan limit) : IAsyncDisposable
    {
        private readonly SemaphoreSlim _free = new(width);
        private readonly NpgsqlDataSource _source = database.OpenForSearches(width, limit);

        public Task<bool> Enter(TimeSpan patience, CancellationToken cancellationToken) => _free.WaitAsync(patience, cancellationToken);

        public async Task<Result<T>> Run<T>(Func<NpgsqlConnection, Task<Result<T>>> search, CancellationToken cancellationToken)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                return await search(connection);
            }
            finally
            {
                _free.Release();
            }
        }

        public ValueTask DisposeAsync()
        {
            _free.Dispose();
            return _source.DisposeAsync();
        }
    }
}
