using System.Security.Claims;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Requests;

namespace ConflictEvents.Api.Security;

/// <summary>Whose key a request carries.</summary>
/// <param name="KeyId">Null for the bootstrap key, which is not stored.</param>
/// <param name="Name">What the caller records is recorded under this name.</param>
/// <param name="ExpiresAt">Null where the key does not expire.</param>
public sealed record Caller(string? KeyId, string Name, IReadOnlyList<Scope> Scopes, DateTimeOffset? ExpiresAt)
{
    internal ClaimsPrincipal ToPrincipal() => new(new CallerIdentity(this));

    /// <returns>Null for an anonymous request.</returns>
    internal static Caller? Of(ClaimsPrincipal principal) => (principal.Identity as CallerIdentity)?.Caller;

    internal static Audience AudienceOf(ClaimsPrincipal principal) => Of(principal) is null ? Audience.Public : Audience.KeyHolders;

    private sealed class CallerIdentity(Caller caller) : ClaimsIdentity(
        [new Claim(ClaimTypes.Name, caller.Name), .. caller.Scopes.Select(scope => new Claim("scope", JsonContract.NameOf(scope)))], ApiKeyHandler.Scheme)
    {
        public Caller Caller => caller;
    }
}
