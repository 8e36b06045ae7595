using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace ConflictEvents.Api.Http;

/// <summary>
/// Holds the query of a request against what its endpoint declares, before anything is bound: a misspelt or misread filter must never widen
/// a result. What follows sees the values in the form that binding understands, so binding cannot fail.
/// </summary>
internal sealed class QueryRules(RequestDelegate next)
{
    private readonly ConditionalWeakTable<Endpoint, EndpointParameters?> _known = [];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
            return next(context);

        var parameters = _known.GetValue(endpoint, EndpointParameters.Of);
        return Refusal(context, parameters) is { } refusal ? refusal.ExecuteAsync(context) : next(context);
    }

    private static ProblemResult? Refusal(HttpContext context, EndpointParameters? parameters)
    {
        var pairs = QueryText.Read(context.Request.QueryString.Value ?? "", out var malformed);
        if (malformed is not null)
            return Malformed("malformed-query", malformed, "The percent-encoding is broken, or does not stand for UTF-8.");

        foreach (var (name, value) in pairs)
        {
            if (name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
                return Problems.Parameter(StatusCodes.Status422UnprocessableEntity, "invalid", name, "A text cannot hold a NUL character.");
        }

        return parameters is null ? null : RouteRefusal(context.Request, parameters) ?? QueryRefusal(context, parameters, pairs);
    }

    private static ProblemResult? RouteRefusal(HttpRequest request, EndpointParameters parameters)
    {
        foreach (var parameter in parameters.Route)
        {
            if (request.RouteValues[parameter.Name] is not string text)
                continue;
            if (parameter.Read(text) is not { } value)
                return Problems.NotFound;
            request.RouteValues[parameter.Name] = value.ToString();
        }

        return null;
    }

    private static ProblemResult? QueryRefusal(HttpContext context, EndpointParameters parameters, IReadOnlyList<(string Name, string Value)> pairs)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, text) in pairs)
        {
            if (!parameters.Query.TryGetValue(name, out var parameter))
                return Malformed("unknown-parameter", name, Unknown(parameters));
            if (values.ContainsKey(name))
                return Malformed("repeated-parameter", name, parameter.IsList ? "Give it once, with its values separated by commas." : "Give it once.");
            if (text.Length == 0)
                return Malformed("invalid-parameter", name, $"It has no value. {parameter.Expected()}");
            if (parameter.Read(text) is not { } value)
                return Malformed("invalid-parameter", name, parameter.Expected());
            values.Add(name, value);
        }

        if (parameters.Query.Values.FirstOrDefault(p => p.IsRequired && !values.ContainsKey(p.Name)) is { } missing)
            return Malformed("missing-parameter", missing.Name, missing.Expected());

        // Not by way of the request's own property, which would rewrite the query string as well.
        if (values.Count > 0)
            context.Features.Set<IQueryFeature>(new QueryFeature(new QueryCollection(values)));
        return null;
    }

    private static string Unknown(EndpointParameters parameters) => parameters.Query.Count == 0
        ? "There is no such parameter here; none is taken."
        : $"There is no such parameter here. There are: {string.Join(", ", parameters.Query.Keys.Order(StringComparer.Ordinal))}.";

    private static ProblemResult Malformed(string code, string name, string message) =>
        Problems.Parameter(StatusCodes.Status400BadRequest, code, name, message);
}
