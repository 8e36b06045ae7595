using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using Npgsql;

namespace ConflictEvents.Infrastructure.Database;

/// <summary>
/// Lets searches work in two lanes, so that a wide one costs its own caller and not the others. Every search begins in the quick lane, where
/// a statement is given a moment. What needs longer is begun anew in the wide lane, where few work at a time and the others wait for their
/// turn; whoever asks for the same again is sent there at once. Both have connections of their own: whoever reads one resource, or changes one,
/// waits for no search.
/// </summary>
internal sealed class SearchLanes(ApplicationDatabase database) : IAsyncDisposable
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(500);

    // A search that has waited so long for others that are given a moment each is one of very many.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // More different ones than this are hardly asked for again.
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<Int128, bool> _knownAsWide = new();
    private readonly Lane _quick = new(database, database.QuickSearches, Quick);
    private readonly Lane _wide = new(database, database.WideSearches, database.Limits.ReadTime);

    /// <param name="name">All that the search asks for: another of the same name takes as long.</param>
    /// <param name="search">Reads only, since it may be begun twice.</param>
    /// <returns>An error where too many search at the same time.</returns>
    /// <exception cref="PostgresException">A statement took longer than any search may.</exception>
    public async Task<Result<T>> Run<T>(string name, Func<NpgsqlConnection, Task<Result<T>>> search, CancellationToken cancellationToken)
    {
        if (_knownAsWide.IsEmpty || !_knownAsWide.ContainsKey(Digest(name)))
        {
            if (!await _quick.Enter(Patience, cancellationToken))
                return QueryErrors.TooManySearches;
            try
            {
                return await _quick.Run(search, cancellationToken);
            }
            catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.QueryCanceled && !cancellationToken.IsCancellationRequested)
            {
                if (_knownAsWide.Count >= MostRemembered)
                    _knownAsWide.Clear();
                _knownAsWide[Digest(name)] = true;
            }
        }

        if (!await _wide.Enter(database.Limits.ReadTime, cancellationToken))
            return QueryErrors.TooManySearches;
        var began = Stopwatch.GetTimestamp();
        var found = await _wide.Run(search, cancellationToken);

        // The first time it may have waited for the disk.
        if (Stopwatch.GetElapsedTime(began) < Quick)
            _knownAsWide.TryRemove(Digest(name), out _);
        return found;
    }

    private static Int128 Digest(string name) => BinaryPrimitives.ReadInt128LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan())));

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
