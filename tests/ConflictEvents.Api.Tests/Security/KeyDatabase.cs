using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Infrastructure.Database;

namespace ConflictEvents.Api.Tests.Security;

internal static class KeyDatabase
{
    /// <summary>A migrated database without any key.</summary>
    public static readonly DatabaseTemplate Template = new("keys", connectionString => DatabaseMigrator.Migrate(connectionString, CancellationToken.None));
}
