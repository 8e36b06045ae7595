using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

internal static class TakenIds
{
    /// <returns>Those of the ids that something has: clients may choose ids, and so may have chosen one that follows from a record.</returns>
    public static async Task<HashSet<Guid>> Of(NpgsqlConnection connection, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var taken = new HashSet<Guid>();
        if (ids.ToArray() is not { Length: > 0 } sought)
            return taken;
        await using var command = new NpgsqlCommand("select stream_id from event where stream_id = any($1) and version = 1", connection) { Parameters = { new() { Value = sought } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            taken.Add(rows.GetGuid(0));
        return taken;
    }
}
