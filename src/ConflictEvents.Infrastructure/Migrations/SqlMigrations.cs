using ConflictEvents.Infrastructure.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ConflictEvents.Infrastructure.Migrations;

/// <summary>A step of the schema, written in SQL in the file of the same name. There is no way down: a database is restored, not un-migrated.</summary>
public abstract class SqlMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var name = GetType().GetCustomAttributes(typeof(MigrationAttribute), inherit: false).Cast<MigrationAttribute>().Single().Id;
        using var resource = typeof(SqlMigration).Assembly.GetManifestResourceStream($"{typeof(SqlMigration).Namespace}.{name}.sql")
            ?? throw new InvalidOperationException($"The SQL of migration {name} is not in the assembly.");
        using var reader = new StreamReader(resource);
        migrationBuilder.Sql(reader.ReadToEnd());
    }
}

[DbContext(typeof(ConflictEventsContext))]
[Migration("0001_event_log")]
public sealed class EventLogMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0002_api_keys")]
public sealed class ApiKeysMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0003_read_model")]
public sealed class ReadModelMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0004_exports")]
public sealed class ExportsMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0005_refreshes")]
public sealed class RefreshesMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0006_imports")]
public sealed class ImportsMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0007_releases")]
public sealed class ReleasesMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0010_erasure")]
public sealed class ErasureMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0011_withdrawn_exports")]
public sealed class WithdrawnExportsMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0012_unidentified_rows")]
public sealed class UnidentifiedRowsMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0013_erased_actors")]
public sealed class ErasedActorsMigration : SqlMigration;

[DbContext(typeof(ConflictEventsContext))]
[Migration("0014_record_ids")]
public sealed class RecordIdsMigration : SqlMigration;
