using ConflictEvents.Application.Maintenance;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Infrastructure.Maintenance;

/// <param name="connectionString">Of the owner of the database.</param>
/// <param name="database">The same database as the service uses it.</param>
public sealed class DatabaseMaintenance(string connectionString, ApplicationDatabase database) : IMaintenance
{
    public Task<SchemaState> Schema(CancellationToken cancellationToken) => DatabaseMigrator.Compare(connectionString, cancellationToken);

    public Task<IReadOnlyList<string>> Migrate(CancellationToken cancellationToken) => DatabaseMigrator.Migrate(connectionString, cancellationToken);

    public Task<LogVerification> VerifyLog(IProgress<LogProgress>? progress, CancellationToken cancellationToken) =>
        LogVerifier.Verify(database, progress, cancellationToken);

    public Task<Result<Rebuild>> RebuildReadModel(IProgress<LogProgress>? progress, CancellationToken cancellationToken) =>
        ReadModelRebuilder.Run(connectionString, progress, cancellationToken);

    public Task<Result<long>> ExportLog(Stream output, IProgress<LogProgress>? progress, CancellationToken cancellationToken) =>
        LogExport.Write(database, output, progress, cancellationToken);
}
