using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using System.Text;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ConflictEvents.Api.Tests.Http;

internal static class ProbeEndpoints
{
    private static readonly MediaFormat Csv = new("csv", "text/csv");
    private static readonly DateTimeOffset Changed = new(2019, 5, 4, 6, 30, 0, TimeSpan.Zero);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/body", (JsonBody<Sent> body) => Results.Ok(body.Value)).AllowAnonymous();
        app.MapPut("/versions", (IfMatch ifMatch, JsonBody<Inner> _) => Results.Ok(new { six = ifMatch.Expected.Allows(6), seven = ifMatch.Expected.Allows(7) })).AllowAnonymous();
        app.MapGet("/search", ([AsParameters] Filter filter) => Results.Ok(filter));
        app.MapGet("/things/{id}", (Guid id) => Results.Ok(id));
        app.MapGet("/needs", (int count, HttpContext context, [FromHeader(Name = "X-Thing")] string? thing) => Results.Ok(new { count, context.Request.QueryString.Value, thing }));
        app.MapGet("/formats", (MediaFormat format) => Results.Text(format.Name, format.ContentType)).Offers(MediaFormat.Json, Csv);
        app.MapGet("/document", () => new RenderedJson(Encoding.UTF8.GetBytes("""{"name":"حفتر"}"""), new VersionTag(7, 2).ToHeader()) { LastModified = Changed });
        app.MapGet("/large", () => new RenderedJson(Encoding.UTF8.GetBytes($"\"{new string('a', 100_000)}\"")));
        app.MapGet("/list/{bytes}", (int bytes, HttpContext context) => RenderedList.Send(context, ["1"u8.ToArray(), Encoding.UTF8.GetBytes($"\"{new string('a', bytes)}\"")], new { Rest = "é" }));
        app.MapGet("/links", (Links links) => Results.Ok(links.To("/v1/incidents?country=LY")));

        app.MapGet("/pages", (Links links, string? q, Colour[]? colours, string? cursor) => Results.Ok(links.Here("cursor", $"{q}/{cursor}&{colours?.Length}")));

        app.MapGet("/errors/{kind}", (ErrorKind kind) => ((Result<int>)new Error(kind, "some-code", "Some words.") { Fields = [new FieldError("a.b", "Is wrong.")] }).ToHttp(n => Results.Ok(n)));
        app.MapGet("/faults/unexpected", IResult () => throw new InvalidOperationException("The secret ingredient."));
        app.MapGet("/faults/database/{state}", IResult (string state) => throw new InvalidOperationException("wrapped", new DatabaseFault(state == "none" ? null : state, isTransient: state is "none" or "40001")));
        app.MapGet("/slow", async (CancellationToken cancellationToken) => await Task.Delay(TimeSpan.FromMinutes(1), cancellationToken));

        app.MapGet("/slow-query", async Task<IResult> (CancellationToken cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new DatabaseFault("57014", isTransient: false);
        });

        app.MapGet("/scopes/read", () => "read").RequireScope(Scope.Read);
        foreach (var scope in Enum.GetValues<Scope>())
            app.MapPost($"/scopes/{scope}", (IRequestContext context) => Results.Ok(new { context.RecordedBy, context.RequestId })).RequireScope(scope);
        app.MapPost("/scopes/undeclared", () => "no scope declared");
        app.MapKeys();
    }
}

public enum Colour
{
    Red,
    DarkBlue,
}

public sealed record Inner(int Number, Colour? Colour = null);

public sealed record Sent
{
    public required string Name { get; init; }

    public int Count { get; init; }

    public long? Big { get; init; }

    public double? Ratio { get; init; }

    public decimal? Exact { get; init; }

    public bool? Flag { get; init; }

    public Guid? Id { get; init; }

    public DateOnly? Day { get; init; }

    public DateTimeOffset? At { get; init; }

    public Colour Colour { get; init; }

    public string? Note { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public Inner? Inner { get; init; }

    public IReadOnlyList<Inner> Inners { get; init; } = [];

    public IReadOnlyDictionary<string, int> Scores { get; init; } = new Dictionary<string, int>();

    public string Computed => Name;
}

public readonly record struct Pair(int Left, int Right)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out Pair pair)
    {
        pair = default;
        if (text?.Split('-') is not [var left, var right] || !int.TryParse(left, provider, out var l) || !int.TryParse(right, provider, out var r))
            return false;
        pair = new Pair(l, r);
        return true;
    }
}

public sealed record Filter
{
    [Description("First day, inclusive.")]
    public DateOnly? From { get; init; }

    [Description("Two numbers with a hyphen, such as 3-4.")]
    public Pair? Pair { get; init; }

    public Colour? Colour { get; init; }

    public Colour[]? Colours { get; init; }

    [FromQuery(Name = "spelt-so")]
    public string? Other { get; init; }

    [Range(1, 10)]
    public int? Limit { get; init; }

    public long? Big { get; init; }

    public double? Ratio { get; init; }

    public decimal? Exact { get; init; }

    public bool? Flag { get; init; }

    public Guid[]? Ids { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Q { get; init; }
}

/// <summary>As a database's driver reports what went wrong.</summary>
internal sealed class DatabaseFault(string? state, bool isTransient) : DbException("The password is swordfish.")
{
    public override string? SqlState => state;

    public override bool IsTransient => isTransient;
}
