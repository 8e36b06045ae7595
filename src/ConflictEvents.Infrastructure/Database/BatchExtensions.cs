using Npgsql;

namespace ConflictEvents.Infrastructure.Database;

internal static class BatchExtensions
{
    /// <summary>Has the server do what was gathered, in one round trip, and begins to gather anew.</summary>
    public static async Task Send(this NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        if (batch.BatchCommands.Count == 0)
            return;
        await batch.ExecuteNonQueryAsync(cancellationToken);
        batch.BatchCommands.Clear();
    }
}
