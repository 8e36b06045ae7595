using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Maintenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ConflictEvents.Api.Tests.Database;

public sealed class MigrationTests : IAsyncLifetime
{
    private const string Everything =
        """
        select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
        from information_schema.columns where table_schema in ('log', 'access', 'read_model', 'public')
        union all
        select indexdef from pg_indexes where schemaname in ('log', 'access', 'read_model', 'public')
        union all
        select migration_id from public."__EFMigrationsHistory" h (migration_id, version)
        union all
        select encode(secret, 'hex') from log.installation
        order by 1
        """;

    private string _database = "";

    public async Task InitializeAsync() => _database = await TestDatabases.CreateDatabase();

    public async Task DisposeAsync() => await TestDatabases.DropDatabase(_database);

    [Fact]
    public async Task Migrating_twice_does_nothing_the_second_time()
    {
        var first = await DatabaseMigrator.Migrate(_database, CancellationToken.None);
        var before = await Sql.Lines(_database, Everything);

        var second = await DatabaseMigrator.Migrate(_database, CancellationToken.None);

        Assert.NotEmpty(first);
        Assert.Equal(first.Order(StringComparer.Ordinal), first);
        Assert.Empty(second);
        Assert.Equal(before, await Sql.Lines(_database, Everything));
    }

    [Fact]
    public async Task Services_that_start_at_the_same_time_migrate_once()
    {
        var steps = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => DatabaseMigrator.Migrate(_database, CancellationToken.None)));

        Assert.Single(steps, taken => taken.Count > 0);
        Assert.Empty((await State()).Pending);
    }

    [Fact]
    public async Task What_is_pending_and_what_is_unknown_is_told()
    {
        var all = (await State()).Pending;
        Assert.Equal(all, await DatabaseMigrator.Migrate(_database, CancellationToken.None));
        await Sql.Execute(_database, """update public."__EFMigrationsHistory" set "MigrationId" = '9999_from_the_future' where "MigrationId" = '0003_read_model'""");

        var state = await State();

        Assert.Equal(["0003_read_model"], state.Pending);
        Assert.Equal(["9999_from_the_future"], state.Unknown);
    }

    /// <summary>Migrations are written by hand: the model that reads and writes rows must fit what they make.</summary>
    [Fact]
    public async Task The_mapped_model_is_the_schema()
    {
        await DatabaseMigrator.Migrate(_database, CancellationToken.None);
        await using var context = new ConflictEventsContext(new DbContextOptionsBuilder<ConflictEventsContext>().UseNpgsql(_database).Options);
        var entities = context.Model.GetEntityTypes().ToList();
        Assert.NotEmpty(entities);

        foreach (var entity in entities)
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            var mapped = entity.GetProperties().Select(p => $"{p.GetColumnName(table)} {p.GetColumnType()} {(p.IsColumnNullable(table) ? "null" : "not null")}");
            var made = await Sql.Lines(
                _database,
                $"""
                select attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else ' null' end
                from pg_attribute where attrelid = '{table.Schema}.{table.Name}'::regclass and attnum > 0 and not attisdropped
                """);
            Assert.Equal(made.Order(StringComparer.Ordinal), mapped.Order(StringComparer.Ordinal));

            var key = entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(table));
            Assert.Equal(key, await Sql.Lines(
                _database,
                $"""
                select attname::text from pg_constraint, unnest(conkey) with ordinality as k(attnum, n) join pg_attribute a using (attnum)
                where conrelid = '{table.Schema}.{table.Name}'::regclass and contype = 'p' and a.attrelid = conrelid order by n
                """));
        }
    }

    private async Task<Application.Maintenance.SchemaState> State()
    {
        await using var database = new ApplicationDatabase(_database);
        return await new DatabaseMaintenance(_database, database).Schema(CancellationToken.None);
    }
}
