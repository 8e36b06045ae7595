using ConflictEvents.Application.Keys;

namespace ConflictEvents.Application.Tests.Keys;

public sealed class ApiKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(1, null, true)]
    [InlineData(0, null, false)]
    [InlineData(-1, null, false)]
    [InlineData(null, -1, false)]
    [InlineData(1, 0, false)]
    public void A_key_is_in_force_until_it_expires_or_is_revoked(int? expires, int? revoked, bool inForce)
    {
        var key = new ApiKey
        {
            Id = "222222222222",
            Name = "alice",
            Scopes = [Scope.Read],
            SecretHash = new byte[32],
            CreatedAt = Now.AddDays(-1),
            CreatedBy = "bootstrap",
            ExpiresAt = expires is { } e ? Now.AddSeconds(e) : null,
            RevokedAt = revoked is { } r ? Now.AddSeconds(r) : null,
        };

        Assert.Equal(inForce, key.IsInForce(Now));
    }
}
