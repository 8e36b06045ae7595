using System.ComponentModel;
using System.Reflection;

namespace ConflictEvents.Api.Http;

/// <summary>Finds the form to answer in before any work is done; stands behind <see cref="QueryRules"/>, which has checked <c>f=</c>.</summary>
internal sealed class Negotiation(RequestDelegate next)
{
    public const string Parameter = "f";

    public static readonly DescriptionAttribute Description = new("The form of the answer; it decides before the header `Accept` does.");

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<MethodInfo>() is null || endpoint.Metadata.GetMetadata<StoredForm>() is not null)
            return next(context);

        var declared = endpoint.Metadata.GetMetadata<OfferedFormats>();
        var offered = declared ?? OfferedFormats.JsonOnly;
        var chosen = declared is not null && context.Request.Query[Parameter] is [{ } name]
            ? offered.Formats.FirstOrDefault(f => f.Name == name)
            : offered.Choose(context.Request.Headers.Accept);
        if (chosen is null)
            return NotAcceptable(offered).ExecuteAsync(context);

        context.Features.Set(chosen);
        return next(context);
    }

    private static ProblemResult NotAcceptable(OfferedFormats offered) =>
        new(StatusCodes.Status406NotAcceptable, "not-acceptable", $"The Accept header excludes every form there is: {string.Join(", ", offered.Formats.Select(f => f.MediaType))}.");
}
