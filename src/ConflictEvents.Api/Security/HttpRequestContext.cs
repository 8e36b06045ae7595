using ConflictEvents.Api.Http;
using ConflictEvents.Application.Requests;

namespace ConflictEvents.Api.Security;

internal sealed class HttpRequestContext(IHttpContextAccessor accessor) : IRequestContext
{
    public string RecordedBy => Caller.Of(Context.User)?.Name ?? throw new InvalidOperationException("An anonymous request records nothing.");

    public string RequestId => TraceIds.Of(Context);

    public Audience Audience => Caller.AudienceOf(Context.User);

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");
}
