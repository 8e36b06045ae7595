using Npgsql;

namespace ConflictEvents.Benchmarks.Filling;

/// <summary>
/// What slows a load down and can be made faster afterwards: the indexes that are no constraints, and the foreign keys. Their definitions are
/// read from the catalogue, so that what is made again is what was there.
/// </summary>
internal sealed class SecondaryIndexes
{
    private static readonly string[] Schemas = ["read_model", "log", "normalised"];

    private readonly List<string> _definitions;

    private SecondaryIndexes(List<string> definitions) => _definitions = definitions;

    public static async Task<SecondaryIndexes> Drop(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var found = new List<(string Drop, string Create)>();
        await using (var command = source.CreateCommand(
            """
            select format('drop index %I.%I', n.nspname, c.relname), pg_get_indexdef(i.indexrelid)
            from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any($1) and not exists (select from pg_constraint where conindid = i.indexrelid)
            union all
            select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                   format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            from pg_constraint where contype = 'f' and connamespace = any (select oid from pg_namespace where nspname = any($1))
            """))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = Schemas });
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                found.Add((rows.GetString(0), rows.GetString(1)));
        }

        foreach (var (drop, _) in found)
            await Execute(source, drop, cancellationToken);
        return new SecondaryIndexes([.. found.Select(one => one.Create)]);
    }

    /// <summary>Two at a time: most of them cannot use a second core by themselves.</summary>
    public Task Create(NpgsqlDataSource source, Action<string> say, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        _definitions.OrderByDescending(definition => definition.Contains("using gin", StringComparison.OrdinalIgnoreCase)),
        new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken },
        async (definition, ct) =>
        {
            var began = System.Diagnostics.Stopwatch.GetTimestamp();
            await Execute(source, $"set maintenance_work_mem = '1GB'; {definition}", ct);
            say(FormattableString.Invariant($"  {System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds,6:0.0} s  {definition.Split('\n')[0]}"));
        });

    internal static async Task Execute(NpgsqlDataSource source, string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
