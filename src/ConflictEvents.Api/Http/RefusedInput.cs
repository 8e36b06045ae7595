namespace ConflictEvents.Api.Http;

/// <summary>
/// Lets a handler's parameter refuse the request while it is bound, without an exception: the parameter leaves the answer here and a filter
/// gives it instead of calling the handler.
/// </summary>
internal sealed class RefusedInput(IResult answer)
{
    private IResult Answer => answer;

    /// <summary>The first refusal counts.</summary>
    public static void Refuse(HttpContext context, IResult answer)
    {
        if (context.Features.Get<RefusedInput>() is null)
            context.Features.Set(new RefusedInput(answer));
    }

    /// <summary>To be called by every such parameter when it describes itself to its endpoint.</summary>
    public static void Heed(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<Marker>().Any())
            return;

        endpoint.Metadata.Add(new Marker());
        endpoint.FilterFactories.Insert(0, (_, next) => context =>
            context.HttpContext.Features.Get<RefusedInput>() is { } refused ? ValueTask.FromResult<object?>(refused.Answer) : next(context));
    }

    private sealed record Marker;
}
