using ConflictEvents.Application.Json;
using ConflictEvents.Application.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConflictEvents.Infrastructure.Keys;

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    private static readonly Dictionary<string, Scope> ByName = Enum.GetValues<Scope>().ToDictionary(JsonContract.NameOf);

    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_key", "access");
        key.HasKey(k => k.Id);
        key.Property(k => k.Id).HasColumnName("id");
        key.Property(k => k.Name).HasColumnName("name");
        key.Property(k => k.Scopes).HasColumnName("scopes").HasConversion(
            scopes => scopes.Select(JsonContract.NameOf).ToArray(),
            names => names.Select(name => ByName[name]).ToArray(),
            new ValueComparer<IReadOnlyList<Scope>>((a, b) => a!.SequenceEqual(b!), scopes => scopes.Aggregate(0, HashCode.Combine)));
        key.Property(k => k.SecretHash).HasColumnName("secret_hash");
        key.Property(k => k.CreatedAt).HasColumnName("created_at");
        key.Property(k => k.CreatedBy).HasColumnName("created_by");
        key.Property(k => k.ExpiresAt).HasColumnName("expires_at");
        key.Property(k => k.LastUsedAt).HasColumnName("last_used_at");
        key.Property(k => k.RevokedAt).HasColumnName("revoked_at");
        key.Property(k => k.RevokedBy).HasColumnName("revoked_by");
    }
}
