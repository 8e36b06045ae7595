using System.Globalization;
using ConflictEvents.Application.Queries;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>What a commit tells those who watch the log, in the moment in which it can be seen. Each database has its own channel.</summary>
internal static class HeadNotice
{
    private const string Channel = "log_head";

    public static NpgsqlBatchCommand Send(HeadMark mark) => new($"select pg_notify('{Channel}', $1)")
    {
        Parameters = { new() { Value = string.Create(CultureInfo.InvariantCulture, $"{mark.Position} {mark.RecordedAt:O} {mark.Hash} {mark.Refreshes} {mark.Erasures}") } },
    };

    public static async Task Listen(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"listen {Channel}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Null for what no commit of this service can have sent.</returns>
    public static HeadMark? Read(string payload) =>
        payload.Split(' ') is [var position, var recordedAt, var hash, var refreshes, var erasures]
        && long.TryParse(position, CultureInfo.InvariantCulture, out var number)
        && DateTimeOffset.TryParseExact(recordedAt, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        && long.TryParse(refreshes, CultureInfo.InvariantCulture, out var count)
        && long.TryParse(erasures, CultureInfo.InvariantCulture, out var erased)
            ? new HeadMark(number, time, hash, count, erased)
            : null;
}
