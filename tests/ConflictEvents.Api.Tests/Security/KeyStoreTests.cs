using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Application.Keys;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Keys;
using Microsoft.EntityFrameworkCore;

namespace ConflictEvents.Api.Tests.Security;

/// <summary>Two processes over one database: what one of them knows of a key that the other changes.</summary>
public sealed class KeyStoreTests : IAsyncLifetime
{
    private readonly Clock _clock = new();
    private string _database = null!;
    private KeyStore _here = null!;
    private KeyStore _elsewhere = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabases.CreateDatabase(KeyDatabase.Template);
        (_here, _elsewhere) = (new KeyStore(new Contexts(_database), _clock), new KeyStore(new Contexts(_database), _clock));
        Assert.True(await _here.TryAdd(Key("a"), CancellationToken.None));
    }

    public Task DisposeAsync() => TestDatabases.DropDatabase(_database);

    [Fact]
    public async Task What_is_revoked_here_is_revoked_at_once()
    {
        Assert.Null((await Find(_here))!.RevokedAt);

        await _here.Revoke("a", _clock.GetUtcNow(), "bob", CancellationToken.None);

        Assert.Equal("bob", (await Find(_here))!.RevokedBy);
    }

    [Fact]
    public async Task What_is_revoked_elsewhere_is_revoked_within_a_second()
    {
        await Find(_here);
        await _elsewhere.Revoke("a", _clock.GetUtcNow(), "bob", CancellationToken.None);
        _clock.Forward(TimeSpan.FromSeconds(0.99));
        var before = await Find(_here);
        await Find(_here);
        _clock.Forward(TimeSpan.FromSeconds(0.01));

        Assert.Null(before!.RevokedAt);
        Assert.Equal("bob", (await Find(_here))!.RevokedBy);
    }

    [Fact]
    public async Task A_use_that_was_noted_is_known()
    {
        await Find(_here);
        var at = _clock.GetUtcNow();

        await _here.MarkUsed("a", at, CancellationToken.None);

        Assert.Equal(at, (await Find(_here))!.LastUsedAt);
    }

    [Fact]
    public async Task What_was_not_there_is_looked_for_again()
    {
        Assert.Null(await _here.Find("b", CancellationToken.None));

        await _elsewhere.TryAdd(Key("b"), CancellationToken.None);

        Assert.NotNull(await _here.Find("b", CancellationToken.None));
    }

    private static Task<ApiKey?> Find(KeyStore store) => store.Find("a", CancellationToken.None);

    private ApiKey Key(string id) =>
        new() { Id = id, Name = id, Scopes = [Scope.Read], SecretHash = new byte[32], CreatedAt = _clock.GetUtcNow(), CreatedBy = "bootstrap" };

    private sealed class Contexts(string connectionString) : IDbContextFactory<ConflictEventsContext>
    {
        public ConflictEventsContext CreateDbContext() => new(new DbContextOptionsBuilder<ConflictEventsContext>().UseNpgsql(connectionString).Options);
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Forward(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _now.Ticks;
    }
}
