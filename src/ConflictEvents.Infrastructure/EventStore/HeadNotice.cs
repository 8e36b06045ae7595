using System.Globalization;
using ConflictEvents.Application.Queries;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>How those who watch the log are told where it ends. Each database has its own channel.</summary>
internal static class HeadNotice
{
    private const string Channel = "log_head";

    private const string Head =
        """
        select concat_ws(' ', position, (extract(epoch from recorded_at) * 1000000)::bigint, encode(hash, 'hex'), (select count(*) from pending_rendering))
        from event_head
        """;

    public static Task<HeadMark> Read(NpgsqlConnection connection, CancellationToken cancellationToken) => Run(connection, Head, cancellationToken);

    /// <summary>Has everybody told when the transaction is committed. To be called when it has written everything.</summary>
    public static Task<HeadMark> Tell(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Run(connection, $"select mark from ({Head}) as head (mark), pg_notify('{Channel}', mark)", cancellationToken);

    public static async Task Listen(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"listen {Channel}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="payload">Of a notification.</param>
    public static HeadMark Parse(string payload)
    {
        var parts = payload.Split(' ');
        return new HeadMark(Number(parts[0]), DateTimeOffset.UnixEpoch.AddMicroseconds(Number(parts[1])), parts[2], Number(parts[3]));
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private static async Task<HeadMark> Run(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Parse((string?)await command.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException("The log has lost its head row."));
    }
}
