using ConflictEvents.Api.Http;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Security;

/// <summary>The scope that an endpoint asks for; also for the OpenAPI document.</summary>
/// <param name="OfSomebody">Not of anonymous readers, even where they may read: what is asked for must be somebody's.</param>
public sealed record RequiredScope(Scope Scope, bool OfSomebody = false) : IAuthorizationRequirement;

/// <summary>Of endpoints that ask for none: they are read like all others, and changed by administrators only.</summary>
internal sealed record UndeclaredScope : IAuthorizationRequirement;

public static class ScopeExtensions
{
    /// <summary>
    /// Lets in callers whose key has the scope. <see cref="Scope.Read"/> lets everybody in while the service is open to anonymous readers.
    /// </summary>
    /// <inheritdoc cref="RequiredScope" path="/param"/>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, Scope scope, bool ofSomebody = false)
        where TBuilder : IEndpointConventionBuilder
    {
        var required = new RequiredScope(scope, ofSomebody);
        builder.RequireAuthorization(policy => policy.AddRequirements(required));
        builder.WithMetadata(required);
        builder.Finally(endpoint => endpoint.AddProblems(401, 403));
        return builder;
    }

    /// <summary>Says in the headers too what the key lacks.</summary>
    internal static ProblemResult MissingScope(this HttpContext context, Scope missing)
    {
        var name = JsonContract.NameOf(missing);
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"conflict-events\", error=\"insufficient_scope\", scope=\"{name}\"";
        return new ProblemResult(StatusCodes.Status403Forbidden, "missing-scope", $"The key lacks the scope {name}.");
    }
}

internal sealed class ScopeRules(IOptions<SecurityOptions> options) : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        foreach (var requirement in context.PendingRequirements.ToList())
        {
            var isMet = requirement switch
            {
                RequiredScope required => Has(context, required.Scope) && !(required.OfSomebody && Caller.Of(context.User) is null),
                UndeclaredScope => IsNoEndpointOfOurs(context) || Has(context, IsRead(context) ? Scope.Read : Scope.Admin),
                _ => false,
            };
            if (isMet)
                context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private bool Has(AuthorizationHandlerContext context, Scope scope) =>
        (scope is Scope.Read && options.Value.AnonymousReads) || Caller.Of(context.User)?.Scopes.Allow(scope) is true;

    private static bool IsRead(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext { Request.Method: var method } && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method));

    /// <summary>What matches no route, and what routing itself answers with 405 or 415, gives nothing away.</summary>
    private static bool IsNoEndpointOfOurs(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;
}
