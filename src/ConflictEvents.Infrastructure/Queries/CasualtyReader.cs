using System.Text.Json;
using ConflictEvents.Application.Casualties;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

internal sealed class CasualtyReader(ApplicationDatabase database, CursorSecret cursors) : ICasualtyReader
{
    private static readonly JsonSerializerOptions Shape = new() { IncludeFields = true };

    /// <summary>False to add up incidents even where the sums of months hold the answer: for a test that holds the two against each other.</summary>
    internal bool UsesRollup { get; set; } = true;

    public async Task<Result<CasualtyPage>> Read(CasualtyQuery query, Moment moment, PageRequest page, CancellationToken cancellationToken)
    {
        var fingerprint = $"casualties {JsonSerializer.Serialize((query.Filter, query.Groups, query.Fill, moment.Position), Shape)}";
        var codec = await cursors.Codec(cancellationToken);
        string?[]? after = null;
        if (page.Cursor is { } text && (after = codec.Read<string?[]>(text, fingerprint)) is null)
            return QueryErrors.InvalidCursor;

        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var expanded = query with { Filter = await Subgroups.Expand(connection, query.Filter, moment, cancellationToken) };
        var statement = new CasualtyStatement(expanded, moment, UsesRollup && CasualtyStatement.IsInRollup(query, moment));
        var limit = page.EffectiveLimit;
        await using var batch = statement.Batch(connection, after, limit + 1);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (statement.IsPlannedAnew)
            await rows.NextResultAsync(cancellationToken);
        var found = new List<CasualtyRow>();
        DateTimeOffset? through = null;
        string?[] last = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            if (rows.GetBoolean(1))
                return CasualtyQuery.TooManyToFill;
            through = rows.IsDBNull(0) ? null : rows.GetFieldValue<DateTimeOffset>(0);
            if (rows.IsDBNull(statement.FirstSum))
                break;
            if (found.Count == limit)
                return new CasualtyPage(found, codec.Write(last, fingerprint), through);
            found.Add(Row(rows, statement, query.Figures.Count));
            if (found.Count == limit)
                last = [.. statement.Keys.Select((key, i) => key.ReadBack(rows, CasualtyStatement.FirstKey + i))];
        }

        return new CasualtyPage(found, null, through);
    }

    private static CasualtyRow Row(NpgsqlDataReader rows, CasualtyStatement statement, int figures)
    {
        var keys = new CasualtyKey[statement.Keys.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var (key, column) = (statement.Keys[i], CasualtyStatement.FirstKey + i);
            var shown = Text(column + keys.Length);
            keys[i] = key.Names is null && shown is not null ? new CasualtyKey(shown) : new CasualtyKey(key.Read(rows, column), shown);
        }

        var sums = new SummedFigure[figures];
        for (var i = 0; i < figures; i++)
        {
            var column = statement.FirstSum + 1 + (4 * i);
            sums[i] = new SummedFigure(Number(column), Number(column + 1), Number(column + 2), rows.GetInt64(column + 3));
        }

        return new CasualtyRow(keys, rows.GetInt64(statement.FirstSum), sums);

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

        long? Number(int column) => rows.IsDBNull(column) ? null : rows.GetInt64(column);
    }
}
