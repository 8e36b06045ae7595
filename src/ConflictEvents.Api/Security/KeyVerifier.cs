using System.Security.Cryptography;
using System.Text;
using ConflictEvents.Application.Keys;
using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Security;

/// <summary>Tells whose key a text is.</summary>
internal sealed class KeyVerifier(IKeyStore store, IOptions<SecurityOptions> options, TimeProvider time)
{
    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromMinutes(1);

    /// <returns>Null for a text that opens nothing; for what reason is not told, and takes no measurable time to find.</returns>
    public async Task<Caller?> Verify(string text, CancellationToken cancellationToken)
    {
        if (options.Value.BootstrapKey is { Length: > 0 } bootstrap && AreEqual(bootstrap, text))
            return new Caller(KeyId: null, KeyNames.Bootstrap, [Scope.Admin], ExpiresAt: null);
        if (KeyText.Parse(text) is not { } presented)
            return null;

        var key = await store.Find(presented.Id, cancellationToken);
        var now = time.GetUtcNow();
        var isProven = CryptographicOperations.FixedTimeEquals(presented.SecretHash(), key?.SecretHash ?? new byte[SHA256.HashSizeInBytes]);
        if (key is null || !isProven || !key.IsInForce(now))
            return null;

        if (!(now - key.LastUsedAt < UseIsNotedEvery))
            await store.MarkUsed(key.Id, now, cancellationToken);
        return new Caller(key.Id, key.Name, key.Scopes, key.ExpiresAt);
    }

    /// <summary>Hashed first, so that not even the length shows.</summary>
    private static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
