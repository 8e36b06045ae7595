using System.Security.Cryptography;
using System.Text;
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

    /// <summary>What <see cref="IsCurrent"/> asks for, as a step that a database may lack.</summary>
    public const string Step = "read_model";

    // Counts what rows have held under the same columns: raise it whenever a rendering or a column's meaning changes.
    private const int Content = 4;

    private const string OfResource = "id = coalesce(live.id, fresh.id)";
    private const string OfWhatever = "true";
    private const string OfNothing = "false";

    /// <summary>Every table of the read model that the log determines: what a difference is told by, and what still to be rendered may explain it.</summary>
    private static readonly IReadOnlyList<(string Name, string Key, string Pending)> Determined =
    [
        ("incident_version", "id", OfResource),
        ("participation_version", "id", OfResource),
        ("reference_version", "id", OfResource),
        ("name_version", "id", OfResource),
        ("change_entry", "id", OfNothing),
        ("casualty_rollup", "concat_ws(' ', dataset, country, type, to_char(month_from, 'YYYY-MM'))", OfWhatever),
    ];

    public static readonly IReadOnlyList<string> Tables = [.. Determined.Select(table => table.Name)];

    private static readonly string Definition = Read();

    /// <summary>Names the tables and what they hold; kept as the comment of the schema. Nobody shall derive everything anew for a remark in the definition.</summary>
    private static readonly string Shape = $"{Content}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(WithoutRemarks(Definition))))[..16]}";

    /// <returns>False when this program's read model is not there, or is there in another shape.</returns>
    public async Task<bool> IsCurrent(CancellationToken cancellationToken) => await Comment(cancellationToken) == Shape;

    /// <summary>Makes the fresh schema, empty.</summary>
    public Task Prepare(CancellationToken cancellationToken) => Execute(
        $"""
        drop schema if exists {Fresh} cascade;
        drop schema if exists {Replaced} cascade;
        create schema {Fresh};
        comment on schema {Fresh} is '{Shape}';
        {Definition}
        grant usage on schema {Fresh} to {ApplicationDatabase.Role};
        grant select, insert, update, delete on all tables in schema {Fresh} to {ApplicationDatabase.Role};
        """,
        cancellationToken);

    public Task Analyze(CancellationToken cancellationToken) =>
        Execute(string.Join(';', Tables.Select(table => $"analyze {Fresh}.{table}")), cancellationToken);

    /// <returns>
    /// One sentence per resource or sum whose rows differ between the two, but for those that are still to be rendered; none where the live one is
    /// of another shape.
    /// </returns>
    public async Task<IReadOnlyList<string>> Differences(CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        if (!await IsCurrent(cancellationToken))
            return differences;
        foreach (var (table, key, pending) in Determined)
        {
            await using var command = new NpgsqlCommand(
                $"""
                with live as ({SumsOf(Live, table, key)}), fresh as ({SumsOf(Fresh, table, key)})
                select coalesce(live.id, fresh.id)::text, live.id is null, fresh.id is null
                from live full join fresh using (id)
                where live.sum is distinct from fresh.sum and not exists (select from {Live}.pending_rendering where {pending})
                order by 1 limit {MostDifferences}
                """,
                connection);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var what = rows.GetBoolean(1) ? "was missing" : rows.GetBoolean(2) ? "should not have been there" : "was not what the log makes it";
                differences.Add($"{table} {rows.GetString(0)} {what}.");
            }
        }

        return differences;
    }

    /// <returns>Whether the live one shows names that are still to be refreshed, or is of another shape.</returns>
    public async Task<bool> MayAnswerOtherwise(CancellationToken cancellationToken) =>
        !await IsCurrent(cancellationToken) || (bool)(await Scalar($"select exists (select from {Live}.pending_rendering)", cancellationToken))!;

    /// <summary>
    /// Puts the fresh schema in the place of the live one. Renaming schemas locks no table, so no reader waits: one that has begun ends
    /// on the old tables, which hold the same.
    /// </summary>
    public async Task Swap(CancellationToken cancellationToken)
    {
        if (await Exists(Live, cancellationToken))
            await Execute($"alter schema {Live} rename to {Replaced}", cancellationToken);
        await Execute($"alter schema {Fresh} rename to {Live}; set local synchronous_commit = on", cancellationToken);
    }

    /// <summary>Waits for the last readers of the old tables. Without <c>cascade</c>: what else rests on them must not vanish unseen.</summary>
    public async Task DropReplaced(CancellationToken cancellationToken)
    {
        if (!await Exists(Replaced, cancellationToken))
            return;
        var tables = (string?)await Scalar(
            $"select string_agg(format('{Replaced}.%I', relname), ', ') from pg_class where relnamespace = '{Replaced}'::regnamespace and relkind = 'r'", cancellationToken);
        if (tables is not null)
            await Execute($"drop table {tables}", cancellationToken);
        await Execute($"drop schema {Replaced}", cancellationToken);
    }

    // Hashed row by row, so that what is sorted stays small.
    private static string SumsOf(string schema, string table, string key) =>
        $"select id, string_agg(row, '' order by row) as sum from (select {key} as id, md5(t::text) as row from {schema}.{table} t) hashed group by id";

    private static string WithoutRemarks(string sql) => string.Join('\n', sql.Split('\n').Where(line => !line.TrimStart().StartsWith("--", StringComparison.Ordinal)));

    private static string Read()
    {
        using var resource = typeof(ReadModelSchema).Assembly.GetManifestResourceStream($"{typeof(ReadModelSchema).Namespace}.read_model.sql")
            ?? throw new InvalidOperationException("The SQL of the read model is not in the assembly.");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private async Task<string?> Comment(CancellationToken cancellationToken) =>
        await Scalar($"select obj_description(to_regnamespace('{Live}'), 'pg_namespace')", cancellationToken) as string;

    private async Task<bool> Exists(string schema, CancellationToken cancellationToken) =>
        (bool)(await Scalar($"select to_regnamespace('{schema}') is not null", cancellationToken))!;

    private async Task<object?> Scalar(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }

    private async Task Execute(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
