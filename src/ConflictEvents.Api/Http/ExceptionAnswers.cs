using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;

namespace ConflictEvents.Api.Http;

/// <summary>Answers for what nobody expected, without telling more about it than the log may.</summary>
internal sealed class ExceptionAnswers(ILogger<ExceptionAnswers> logger) : IExceptionHandler
{
    // https://www.postgresql.org/docs/15/errcodes-appendix.html
    private const string QueryCanceled = "57014";

    // The connection, resources of the server, intervention by an operator, errors of its system; a commit that waited too long for those
    // before it; and a standby that takes no writes.
    private static readonly string[] UnavailableClasses = ["08", "53", "57P", "58", "55P03", "25006"];

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client left, and what it waited for was given up: no fault of anyone's.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await Answer(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    private ProblemResult Answer(HttpContext context, Exception exception)
    {
        if (exception is BadHttpRequestException bad)
            return Problems.ForStatus(bad.StatusCode);

        switch (DatabaseFault(exception))
        {
            case { SqlState: QueryCanceled }:
                logger.LogWarning(exception, "{Method} {Path} took longer than the database allows a statement.", context.Request.Method, context.Request.Path);
                return Problems.QueryTooExpensive;
            case { } fault when fault.IsTransient || UnavailableClasses.Any(c => fault.SqlState?.StartsWith(c, StringComparison.Ordinal) is true):
                logger.LogError(exception, "{Method} {Path} found the database unavailable.", context.Request.Method, context.Request.Path);
                return Problems.DatabaseUnavailable;
            default:
                logger.LogError(exception, "{Method} {Path} failed unexpectedly.", context.Request.Method, context.Request.Path);
                return Problems.Unexpected;
        }
    }

    private static DbException? DatabaseFault(Exception? exception)
    {
        while (exception is not null and not DbException)
            exception = exception.InnerException;
        return (DbException?)exception;
    }
}
