using ConflictEvents.Application.Casualties;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

internal sealed class CasualtyReader(Snapshot snapshot, SearchLanes lanes, CursorSecret cursors) : ICasualtyReader
{
    /// <summary>False to add up incidents even where the sums of months hold the answer: for a test that holds the two against each other.</summary>
    internal bool UsesRollup { get; set; } = true;

    public Task<Result<CasualtyPage>> Read(CasualtyQuery query, Moment moment, PageRequest page, CancellationToken cancellationToken)
    {
        var fingerprint = $"casualties {CursorCodec.Fingerprint((query.Filter, query.Groups, query.Fill, moment))}";
        return lanes.Run($"{string.Join(',', query.Metrics)} {fingerprint}", connection => Read(connection, query, moment, fingerprint, page, cancellationToken), cancellationToken);
    }

    private async Task<Result<CasualtyPage>> Read(
        NpgsqlConnection connection, CasualtyQuery query, Moment moment, string fingerprint, PageRequest page, CancellationToken cancellationToken)
    {
        var codec = await cursors.Codec(cancellationToken);
        string?[]? after = null;
        if (page.Cursor is { } text && (after = codec.Read<string?[]>(text, fingerprint)) is null)
            return QueryErrors.InvalidCursor;

        var read = await snapshot.Of(connection, moment, cancellationToken);
        var expanded = query with { Filter = await Subgroups.Expand(connection, query.Filter, read, cancellationToken) };
        var source = UsesRollup ? CasualtyStatement.SourceOf(query, read) : CasualtySource.Incidents;
        var found = await Read(source);
        if (source is CasualtySource.MonthByMonth && found.Rows.Count == 0)
            found = await Read(CasualtySource.Months);
        if (found.IsTooMuch)
            return CasualtyQuery.TooManyToFill;
        return new CasualtyPage(found.Rows, found.Last is null ? null : codec.Write(found.Last, fingerprint), found.Through, found.Datasets);

        async Task<Found> Read(CasualtySource from)
        {
            var statement = new CasualtyStatement(expanded, read, from);
            await using var batch = statement.Batch(connection, after, page.EffectiveLimit + 1);
            await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
            if (statement.IsPlannedAnew)
                await rows.NextResultAsync(cancellationToken);
            return await Found.Read(rows, statement, query.Figures.Count, page.EffectiveLimit, cancellationToken);
        }
    }

    /// <param name="Last">The keys of the last row where others stand behind it.</param>
    private sealed record Found(IReadOnlyList<CasualtyRow> Rows, string?[]? Last, DateTimeOffset? Through, IReadOnlyList<string> Datasets, bool IsTooMuch)
    {
        public static async Task<Found> Read(NpgsqlDataReader rows, CasualtyStatement statement, int figures, int limit, CancellationToken cancellationToken)
        {
            var found = new List<CasualtyRow>();
            DateTimeOffset? through = null;
            string[] datasets = [];
            string?[]? last = null;
            while (await rows.ReadAsync(cancellationToken))
            {
                if (found.Count == limit)
                    return new Found(found, last, through, datasets, IsTooMuch: false);
                if (found.Count == 0 && !rows.IsDBNull(2))
                {
                    through = rows.IsDBNull(0) ? null : rows.GetFieldValue<DateTimeOffset>(0);
                    datasets = rows.GetFieldValue<string[]>(2);
                    if (rows.GetBoolean(1))
                        return new Found([], null, through, datasets, IsTooMuch: true);
                }

                if (rows.IsDBNull(statement.FirstSum))
                    continue;
                found.Add(Row(rows, statement, figures));
                if (found.Count == limit)
                    last = [.. statement.Keys.Select((key, i) => key.ReadBack(rows, CasualtyStatement.FirstKey + i))];
            }

            return new Found(found, null, through, datasets, IsTooMuch: false);
        }
    }

    private static CasualtyRow Row(NpgsqlDataReader rows, CasualtyStatement statement, int figures)
    {
        var keys = new CasualtyKey[statement.Keys.Count];
        var name = statement.FirstName;
        for (var i = 0; i < keys.Length; i++)
        {
            var key = statement.Keys[i];
            var value = key.Read(rows, CasualtyStatement.FirstKey + i);
            var shown = !key.IsNamed ? null : rows.IsDBNull(name) ? null : rows.GetString(name);
            name += key.IsNamed ? 1 : 0;
            keys[i] = key.Shown is null ? new CasualtyKey(value, shown) : new CasualtyKey(shown);
        }

        var sums = new SummedFigure[figures];
        for (var i = 0; i < figures; i++)
        {
            var column = statement.FirstSum + 1 + (4 * i);
            sums[i] = new SummedFigure(Number(column), Number(column + 1), Number(column + 2), rows.GetInt64(column + 3));
        }

        return new CasualtyRow(keys, rows.GetInt64(statement.FirstSum), sums);

        long? Number(int column) => rows.IsDBNull(column) ? null : rows.GetInt64(column);
    }
}
