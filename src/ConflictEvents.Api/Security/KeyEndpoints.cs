using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Keys.CreateKey;
using ConflictEvents.Application.Keys.ListKeys;
using ConflictEvents.Application.Keys.RevokeKey;
using MediatR;
using Microsoft.AspNetCore.Http.Features;
using Scope = ConflictEvents.Application.Keys.Scope;

namespace ConflictEvents.Api.Security;

public static class KeyEndpoints
{
    public static IEndpointRouteBuilder MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/keys").WithTags("Keys").RequireScope(Scope.Admin);
        keys.MapPost("/", Create)
            .WithName("createKey")
            .WithSummary("Give out a key")
            .WithDescription("The answer holds the key itself. It is shown this once.")
            .Produces<CreatedKey>(StatusCodes.Status201Created)
            .ProducesProblems(409);
        keys.MapGet("/", List)
            .WithName("listKeys")
            .WithSummary("List all keys")
            .WithDescription("The newest first, expired and revoked keys included. No secrets.")
            .Produces<ListOf<KeyView>>();
        keys.MapDelete("/{id}", Revoke)
            .WithName("revokeKey")
            .WithSummary("Revoke a key")
            .WithDescription("From now on it opens nothing, and within a second nothing in other services over the same database. It stays listed, and what was recorded with it still bears its name.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(404);

        routes.MapGet("/v1/me", Me)
            .WithTags("Keys")
            .WithName("me")
            .WithSummary("Show whose key the request carries, and what it allows")
            .RequireAuthorization()
            .Produces<Caller>()
            .ProducesProblems(401);
        return routes;
    }

    private static async Task<IResult> Create(JsonBody<NewKey> body, IMediator mediator, Links links, HttpContext context, CancellationToken cancellationToken)
    {
        // Compression of an answer that holds a secret tells of the secret by its length (BREACH).
        if (context.Features.Get<IHttpsCompressionFeature>() is { } compression)
            compression.Mode = HttpsCompressionMode.DoNotCompress;
        var created = await mediator.Send(new CreateKey(body.Value), cancellationToken);
        return created.ToHttp(key => Results.Created(links.To($"/v1/keys/{key.Key.Id}"), key));
    }

    private static async Task<IResult> List(IMediator mediator, CancellationToken cancellationToken) =>
        Results.Ok(new ListOf<KeyView>(await mediator.Send(new ListKeys(), cancellationToken)));

    private static async Task<IResult> Revoke(string id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RevokeKey(id), cancellationToken)).ToHttp(_ => Results.NoContent());

    private static IResult Me(HttpContext context) => Results.Ok(Caller.Of(context.User));
}
