using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>The schema of the read model and the one beside it that a rebuild fills.</summary>
/// <param name="connection">Of the owner of both.</param>
internal sealed class ReadModelSchema(NpgsqlConnection connection)
{
    public const string Live = "read_model";
    public const string Fresh = "read_model_fresh";
    private const string Replaced = "read_model_replaced";
    private const int MostDifferences = 100;

    /// <summary>Every table of the read model; each has an <c>id</c>.</summary>
    public static readonly IReadOnlyList<string> Tables = ["incident_version", "reference_version", "name_version"];

    /// <summary>Makes the fresh schema, empty, with the tables, keys and indexes of the live one under the same names.</summary>
    public async Task Prepare(CancellationToken cancellationToken)
    {
        await Execute($"drop schema if exists {Fresh} cascade; drop schema if exists {Replaced} cascade; create schema {Fresh}", cancellationToken);
        foreach (var table in Tables)
        {
            await Execute($"create table {Fresh}.{table} (like {Live}.{table} including all excluding indexes)", cancellationToken);
            foreach (var definition in await KeysAndIndexes(table, cancellationToken))
                await Execute(definition, cancellationToken);
        }

        await Execute(
            $"""
            grant usage on schema {Fresh} to {ApplicationDatabase.Role};
            grant select, insert, update, delete on all tables in schema {Fresh} to {ApplicationDatabase.Role};
            """,
            cancellationToken);
    }

    public Task Analyze(CancellationToken cancellationToken) =>
        Execute(string.Join(';', Tables.Select(table => $"analyze {Fresh}.{table}")), cancellationToken);

    /// <returns>One sentence per resource whose rows differ between the two.</returns>
    public async Task<IReadOnlyList<string>> Differences(CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        foreach (var table in Tables)
        {
            await using var command = new NpgsqlCommand(
                $"""
                with live as ({SumsOf(Live, table)}), fresh as ({SumsOf(Fresh, table)})
                select coalesce(live.id, fresh.id), live.id is null, fresh.id is null
                from live full join fresh using (id)
                where live.sum is distinct from fresh.sum
                order by 1 limit {MostDifferences}
                """,
                connection);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var what = rows.GetBoolean(1) ? "was missing" : rows.GetBoolean(2) ? "should not have been there" : "was not what the log makes it";
                differences.Add($"{table} {rows.GetGuid(0)} {what}.");
            }
        }

        return differences;
    }

    /// <summary>
    /// Puts the fresh schema in the place of the live one. Renaming schemas locks no table, so no reader waits: one that has begun ends
    /// on the old tables, which hold the same.
    /// </summary>
    public Task Swap(CancellationToken cancellationToken) => Execute(
        $"""
        alter schema {Live} rename to {Replaced};
        alter schema {Fresh} rename to {Live};
        set local synchronous_commit = on;
        """,
        cancellationToken);

    /// <summary>Waits for the last readers of the old tables. Without <c>cascade</c>: what else rests on them must not vanish unseen.</summary>
    public Task DropReplaced(CancellationToken cancellationToken) =>
        Execute($"drop table {string.Join(", ", Tables.Select(table => $"{Replaced}.{table}"))}; drop schema {Replaced}", cancellationToken);

    // Hashed row by row, so that what is sorted stays small.
    private static string SumsOf(string schema, string table) =>
        $"select id, string_agg(row, '' order by row) as sum from (select id, md5(t::text) as row from {schema}.{table} t) hashed group by id";

    /// <summary>Copied by their definitions: <c>like</c> would give them other names, which later migrations would not find.</summary>
    private async Task<IReadOnlyList<string>> KeysAndIndexes(string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select format('alter table {Fresh}.{table} add constraint %I %s', conname, pg_get_constraintdef(oid))
            from pg_constraint where conrelid = '{Live}.{table}'::regclass and contype in ('p', 'u', 'x')
            union all
            select replace(pg_get_indexdef(indexrelid), ' ON {Live}.', ' ON {Fresh}.')
            from pg_index where indrelid = '{Live}.{table}'::regclass
                and not exists (select from pg_constraint where conindid = indexrelid and conrelid = indrelid)
            """,
            connection);
        var definitions = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            definitions.Add(rows.GetString(0));
        return definitions;
    }

    private async Task Execute(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
