using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Database;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>
/// Listens for commits on one connection of its own from when it is first asked, and reads the head again every second: a notification
/// is a hint that may be lost, the heartbeat bounds for how long. Commits of the same process are heard of before they are answered.
/// </summary>
internal sealed class HeadWatch(ApplicationDatabase database, TimeProvider time, ILogger<HeadWatch>? logger = null) : IHeadWatch, IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    /// <summary>What was confirmed longer ago is not known any more: the process slept, or the network keeps silent.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(3);

    /// <summary>For the answer to a heartbeat.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private HeadMark? _head;
    private long _news;
    private long? _confirmedAt;
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _listening;

    public HeadMark? Head
    {
        get
        {
            lock (_lock)
            {
                _listening ??= Task.Run(Listen, CancellationToken.None);
                return _confirmedAt is { } at && time.GetElapsedTime(at) < Trust ? _head : null;
            }
        }
    }

    public async Task<HeadMark> Ask(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await Read(connection, cancellationToken);
    }

    public async Task<HeadMark> Beyond(HeadMark head, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                _listening ??= Task.Run(Listen, CancellationToken.None);
                if (_head is { } heard && heard != head)
                    return heard;
                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    /// <summary>To be called when a commit has been made or names have been refreshed, and before anybody is told of it.</summary>
    public void Heard(HeadMark head)
    {
        lock (_lock)
        {
            _news++;
            if (_head is null || head.IsAfter(_head))
                Take(head);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? listening;
        lock (_lock)
            listening = _listening ??= Task.CompletedTask;
        await _stop.CancelAsync();
        await listening;
    }

    private async Task Listen()
    {
        var isLost = false;
        while (true)
        {
            try
            {
                await Task.Delay(isLost ? BeforeNextTry : TimeSpan.Zero, _stop.Token);
                await using var connection = database.Apart("watch", Patience);
                await connection.OpenAsync(_stop.Token);
                connection.Notification += (_, notice) =>
                {
                    if (HeadNotice.Read(notice.Payload) is { } head)
                        Heard(head);
                };
                await HeadNotice.Listen(connection, _stop.Token);
                while (true)
                {
                    await Confirm(connection);
                    isLost = false;
                    await WaitForHeartbeat(connection);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                lock (_lock)
                    _confirmedAt = null;
                if (!isLost)
                    logger?.LogWarning(fault, "The log cannot be watched at the moment; until it can, every read that can be answered from memory asks the database.");
                isLost = true;
            }
        }
    }

    private async Task WaitForHeartbeat(NpgsqlConnection connection)
    {
        var began = time.GetTimestamp();
        while (Heartbeat - time.GetElapsedTime(began) is var left && left >= TimeSpan.FromMilliseconds(1))
            await connection.WaitAsync(left, _stop.Token);
    }

    private async Task Confirm(NpgsqlConnection connection)
    {
        long newsBefore;
        lock (_lock)
            newsBefore = _news;
        var askedAt = time.GetTimestamp();
        var read = await Read(connection, _stop.Token);
        lock (_lock)
        {
            // A commit heard of meanwhile is newer than what was read; without one, the database is right, even if it has gone back.
            if (newsBefore == _news || _head is null || read.IsAfter(_head))
                Take(read);
            _confirmedAt = askedAt;
        }
    }

    /// <summary>Under the lock.</summary>
    private void Take(HeadMark head)
    {
        if (head == _head)
            return;
        _head = head;
        _change.SetResult();
        _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static async Task<HeadMark> Read(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await LogHead.Read(connection, cancellationToken) ?? throw new InvalidOperationException("The log has lost its head row.")).Mark;
}
