using ConflictEvents.Api.Tests.Database;

namespace ConflictEvents.Api.Tests.Exports;

/// <summary>Many incidents for tests that ask how they travel, not what they say: copies of one that is there, behind the back of the log.</summary>
internal static class Bulk
{
    /// <param name="bytesEach">Of the card and of the line of CSV, which hardly compress.</param>
    public static Task Add(string connectionString, int rows, int bytesEach) => Sql.Execute(
        connectionString,
        $"""
        do $$
        declare
            others text := (select string_agg(quote_ident(column_name), ', ') from information_schema.columns
                where table_schema = 'read_model' and table_name = 'incident_version' and is_generated = 'NEVER' and column_name not in ('id', 'card', 'csv'));
            filler bytea := (select convert_to('"' || string_agg(md5(n::text), '') || '"', 'UTF8') from generate_series(1, {bytesEach / 32}) n);
        begin
            execute format(
                'insert into read_model.incident_version (id, card, csv, %1$s) select gen_random_uuid(), $1, $1, %1$s from (select * from read_model.incident_version where recorded_to is null limit 1) one, generate_series(1, {rows})',
                others) using filler;
        end
        $$
        """);
}
