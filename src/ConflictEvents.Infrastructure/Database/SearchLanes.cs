using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace ConflictEvents.Infrastructure.Database;

/// <summary>
/// Lets searches work in two lanes, so that a wide one costs its own caller and not the others. Every search begins in the quick lane, where
/// a statement is given a moment. What needs longer is begun anew in the wide lane, where few work at a time and the others wait for their
/// turn. What needed longer twice, in whichever lane, goes there at once, for a minute from the last time on: a moment that is given in
/// vain takes a processor from the others. Both have connections of their own: whoever reads one resource, or changes one, waits for no search.
/// </summary>
internal sealed class SearchLanes(ApplicationDatabase database) : IAsyncDisposable
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(500);

    // A search that has waited so long for others that are given a moment each is one of very many.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Once may be the machine's fault: what everybody asks for shall not wait behind wide ones because a disk was busy.
    private const int OverrunsOfAWideOne = 2;

    private const int MostRemembered = 1_000;

    private readonly MemoryCache _overruns = new(new MemoryCacheOptions { SizeLimit = MostRemembered });
    private readonly Lane _quick = new(database, database.QuickSearches, Quick);
    private readonly Lane _wide = new(database, database.WideSearches, database.Limits.ReadTime);

    /// <summary>For how long a search that overran is known to have done so, from the last time on.</summary>
    internal TimeSpan Memory { get; init; } = TimeSpan.FromMinutes(1);

    /// <param name="what">Tells the search from others that take another time; the pages of it are one search.</param>
    /// <param name="search">Reads only, since it may be begun twice.</param>
    /// <returns>An error where too many search at the same time.</returns>
    /// <exception cref="PostgresException">A statement took longer than any search may.</exception>
    public async Task<Result<T>> Run<T>(string what, Func<NpgsqlConnection, Task<Result<T>>> search, CancellationToken cancellationToken)
    {
        var key = Key(what);
        if (Overruns(key) < OverrunsOfAWideOne)
        {
            if (!await _quick.Enter(Patience, cancellationToken))
                return QueryErrors.TooManySearches;

            // Others that ask for the same may have shown what it is while this one waited.
            var overruns = Overruns(key);
            try
            {
                if (overruns < OverrunsOfAWideOne)
                    return await _quick.Run(search, cancellationToken);
            }
            catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.QueryCanceled && !cancellationToken.IsCancellationRequested)
            {
                Overran(key, overruns);
            }
            finally
            {
                _quick.Leave();
            }
        }

        if (!await _wide.Enter(database.Limits.ReadTime, cancellationToken))
            return QueryErrors.TooManySearches;
        var began = Stopwatch.GetTimestamp();
        try
        {
            var found = await _wide.Run(search, cancellationToken);
            if (Stopwatch.GetElapsedTime(began) < Quick)
                _overruns.Remove(key);
            return found;
        }
        finally
        {
            if (Stopwatch.GetElapsedTime(began) >= Quick)
                Overran(key, Overruns(key));
            _wide.Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _quick.DisposeAsync();
        await _wide.DisposeAsync();
        _overruns.Dispose();
    }

    private int Overruns(Guid key) => _overruns.TryGetValue(key, out int overruns) ? overruns : 0;

    /// <param name="before">Counted when the search began: what is asked for several times at once overruns once.</param>
    private void Overran(Guid key, int before) =>
        _overruns.Set(key, Math.Max(before + 1, Overruns(key)), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory });

    // An area may be described by a megabyte.
    private static Guid Key(string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));

    private sealed class Lane(ApplicationDatabase database, int width, TimeSpan limit) : IAsyncDisposable
    {
        private readonly SemaphoreSlim _free = new(width);
        private readonly NpgsqlDataSource _source = database.OpenForSearches(width, limit);

        public Task<bool> Enter(TimeSpan patience, CancellationToken cancellationToken) => _free.WaitAsync(patience, cancellationToken);

        public void Leave() => _free.Release();

        public async Task<Result<T>> Run<T>(Func<NpgsqlConnection, Task<Result<T>>> search, CancellationToken cancellationToken)
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            return await search(connection);
        }

        public ValueTask DisposeAsync()
        {
            _free.Dispose();
            return _source.DisposeAsync();
        }
    }
}
