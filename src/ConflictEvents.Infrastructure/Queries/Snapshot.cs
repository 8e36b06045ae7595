using System.Data;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>What is current has indexes that the past has not: a position at which the log still ends is read as what is current.</summary>
internal static class Snapshot
{
    /// <summary>Holds on to one state of the database where the moment is a position. Closing the connection lets go of it.</summary>
    /// <returns>The moment to read, which may be now.</returns>
    public static async Task<Moment> Of(NpgsqlConnection connection, Moment moment, CancellationToken cancellationToken)
    {
        if (moment.Position is not { } position)
            return moment;
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return (await LogHead.Read(connection, cancellationToken))?.Position == position ? moment with { Position = null } : moment;
    }
}
