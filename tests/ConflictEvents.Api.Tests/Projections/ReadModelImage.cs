using ConflictEvents.Api.Tests.Database;

namespace ConflictEvents.Api.Tests.Projections;

/// <summary>All that the schema of the read model holds: its rows as text, and how its tables are made.</summary>
internal static class ReadModelImage
{
    public static async Task<IReadOnlyList<string>> Rows(string connectionString)
    {
        var rows = new List<string>();
        foreach (var table in await Tables(connectionString))
            rows.AddRange((await Sql.Lines(connectionString, $"select t::text from read_model.{table} t")).Order(StringComparer.Ordinal).Select(row => $"{table} {row}"));
        return rows;
    }

    public static Task<IReadOnlyList<string>> Tables(string connectionString) =>
        Sql.Lines(connectionString, "select relname::text from pg_class where relnamespace = 'read_model'::regnamespace and relkind in ('r', 'p', 'm', 'v') order by 1");

    /// <returns>Columns, keys, indexes, comments and rights, one a line.</returns>
    public static async Task<IReadOnlyList<string>> Structure(string connectionString) => (await Sql.Lines(
        connectionString,
        """
        select 'column ' || attrelid::regclass || ' ' || attnum || ' ' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' '
            || coalesce(pg_get_expr(adbin, adrelid), '') || ' ' || attgenerated::text || ' ' || coalesce(col_description(attrelid, attnum), '')
        from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid in (select oid from pg_class where relnamespace = 'read_model'::regnamespace and relkind = 'r') and attnum > 0 and not attisdropped
        union all
        select 'key ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'read_model'::regnamespace
        union all
        select 'index ' || indexdef from pg_indexes where schemaname = 'read_model'
        union all
        select 'right ' || c.oid::regclass || ' ' || grantee::regrole || ' ' || privilege_type
        from pg_class c, aclexplode(relacl) where relnamespace = 'read_model'::regnamespace
        union all
        select 'right on schema ' || grantee::regrole || ' ' || privilege_type from pg_namespace, aclexplode(nspacl) where nspname = 'read_model'
        """)).Order(StringComparer.Ordinal).ToList();
}
