using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Keys;
using Microsoft.EntityFrameworkCore;

namespace ConflictEvents.Infrastructure.Database;

/// <summary>The tables that are read and written as rows. The log and its projections are not among them.</summary>
public sealed class ConflictEventsContext(DbContextOptions<ConflictEventsContext> options) : DbContext(options)
{
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<ExportJob> ExportJobs => Set<ExportJob>();

    public DbSet<ImportJob> ImportJobs => Set<ImportJob>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ConflictEventsContext).Assembly);
}
