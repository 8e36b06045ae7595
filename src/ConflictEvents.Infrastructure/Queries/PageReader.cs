using System.Text.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>Reads one page of a list.</summary>
internal static class PageReader
{
    private const int MostCounted = 100_000;

    /// <param name="fingerprint">Everything that the order and the set of rows depend on.</param>
    public static async Task<Result<Page>> Read(
        NpgsqlConnection connection, PageQuery list, CursorCodec codec, string fingerprint, PageRequest page, CancellationToken cancellationToken)
    {
        Cursor? start = null;
        if (page.Cursor is { } text && (start = codec.Read<Cursor>(text, fingerprint)) is null)
            return QueryErrors.InvalidCursor;

        var count = page.Count switch
        {
            Counting.Exact => await Count(connection, list, cancellationToken),
            Counting.Estimated => await Estimate(connection, list, cancellationToken),
            _ => null,
        };
        var limit = page.EffectiveLimit;
        var items = new List<ReadOnlyMemory<byte>>(limit);
        string? next = null;
        await using var batch = list.After(connection, start, limit + 1);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (list.PlannedAnew)
            await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            if (items.Count == limit)
                return new Page(items, next) { Count = count };
            var item = rows.GetFieldValue<byte[]>(0);
            items.Add(page.Members is { } members ? members.Of(item, list.Besides is null ? default : rows.GetFieldValue<byte[]>(3)) : item);
            if (items.Count == limit)
                next = codec.Write(new Cursor(rows.GetString(2), rows.GetGuid(1)), fingerprint);
        }

        return new Page(items, null) { Count = count };
    }

    private static async Task<ListCount> Count(NpgsqlConnection connection, PageQuery list, CancellationToken cancellationToken)
    {
        await using var batch = list.Count(connection, MostCounted + 1);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (list.PlannedAnew)
            await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var counted = rows.GetInt64(0);
        return counted > MostCounted ? new ListCount(MostCounted, CountRelation.AtLeast) : new ListCount(counted, CountRelation.Exact);
    }

    private static async Task<ListCount> Estimate(NpgsqlConnection connection, PageQuery list, CancellationToken cancellationToken)
    {
        await using var command = list.Plan(connection);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancellationToken))!);
        return new ListCount(plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetInt64(), CountRelation.Estimated);
    }
}
