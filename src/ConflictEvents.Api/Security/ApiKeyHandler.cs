using System.Text.Encodings.Web;
using ConflictEvents.Api.Http;
using ConflictEvents.Application.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Security;

/// <summary>
/// Reads the key of a request from <c>Authorization: Bearer</c> or <c>X-Api-Key</c>. A request without one is anonymous; one with a key that
/// opens nothing fails, whatever it asks for.
/// </summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";
    public const string Header = "X-Api-Key";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization;
        var header = Request.Headers[Header];
        if (authorization.Count == 0 && header.Count == 0)
            return AuthenticateResult.NoResult();

        var keys = authorization.Select(FromAuthorization).Concat(header.Select(text => text?.Trim())).ToHashSet();
        return keys is { Count: 1 } && keys.Single() is { Length: > 0 } key && await Verify(key) is { } caller
            ? AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(), Scheme))
            : AuthenticateResult.Fail("The request carries no key that is in force.");
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var isRefused = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        Response.Headers.WWWAuthenticate = isRefused ? "Bearer realm=\"conflict-events\", error=\"invalid_token\"" : "Bearer realm=\"conflict-events\"";
        var problem = isRefused
            ? new ProblemResult(StatusCodes.Status401Unauthorized, "invalid-key", "The key is not one that is in force.")
            : new ProblemResult(StatusCodes.Status401Unauthorized, "key-required", "This needs a key: Authorization: Bearer <key>, or X-Api-Key: <key>.");
        await problem.ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Context.MissingScope(Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope ?? Scope.Admin).ExecuteAsync(Context);

    // Resolved for requests that carry a key only: the others need no way to the database.
    private Task<Caller?> Verify(string key) => Context.RequestServices.GetRequiredService<KeyVerifier>().Verify(key, Context.RequestAborted);

    private static string? FromAuthorization(string? value) =>
        value?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) is true ? value[Bearer.Length..].Trim() : null;
}
