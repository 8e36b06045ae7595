using System.Data;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>What is current has indexes of its own: a position at which the log still ends is read as what is current.</summary>
internal sealed class Snapshot(HeadWatch watch)
{
    /// <summary>
    /// Holds on to one state of the database where the moment is a position that the log may still end at. Closing the connection lets go of it.
    /// </summary>
    /// <returns>The moment to read, which may be now.</returns>
    public async Task<Moment> Of(NpgsqlConnection connection, Moment moment, CancellationToken cancellationToken)
    {
        // Once the log has gone on, nothing at the position changes any more.
        if (moment.Position is not { } position || watch.Head?.Position > position)
            return moment;
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return (await LogHead.Read(connection, cancellationToken))?.Position == position ? moment with { Position = null } : moment;
    }
}
