using ConflictEvents.Domain.Results;
using Microsoft.AspNetCore.WebUtilities;

namespace ConflictEvents.Api.Http;

/// <summary>Turns what went wrong into an answer.</summary>
public static class Problems
{
    private const int SoonSeconds = 2;

    /// <summary>The answer to an expected failure. This is the one place that maps kinds of failure to statuses.</summary>
    public static ProblemResult ToHttp(this Error error)
    {
        var status = error.Kind switch
        {
            ErrorKind.Malformed => StatusCodes.Status400BadRequest,
            ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.NotFound => StatusCodes.Status404NotFound,
            ErrorKind.Gone => StatusCodes.Status410Gone,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
            ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            ErrorKind.Busy => StatusCodes.Status429TooManyRequests,
            ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
            ErrorKind.Moved => StatusCodes.Status301MovedPermanently,
            _ => throw new InvalidOperationException($"No status for {error.Kind}."),
        };
        return new ProblemResult(status, error.Code, error.Message, error.Fields)
        {
            MovedTo = error.MovedTo,
            RetryAfterSeconds = error.Kind is ErrorKind.Unavailable or ErrorKind.Busy ? SoonSeconds : null,
        };
    }

    /// <summary>The answer that <paramref name="answer"/> makes of the value, or the problem that stood in its way.</summary>
    public static IResult ToHttp<T>(this Result<T> result, Func<T, IResult> answer) =>
        result.Error is { } error ? error.ToHttp() : answer(result.Value);

    public static ProblemResult NotFound { get; } = new(StatusCodes.Status404NotFound, "not-found", "There is nothing at this address.");

    /// <param name="code">Says which of the things that can be wrong with a parameter it is.</param>
    public static ProblemResult Parameter(int status, string code, string name, string message) =>
        new(status, code, $"{name}: {message}", [new FieldError(name, message)]);

    /// <summary>For a status that the framework answers with an empty body.</summary>
    public static ProblemResult ForStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => new(status, "method-not-allowed", "The resource does not take this method; the Allow header lists those it takes."),
        StatusCodes.Status413PayloadTooLarge => new(status, "body-too-large", "The body is larger than the service reads."),
        StatusCodes.Status415UnsupportedMediaType => new(status, "unsupported-media-type", "The body must be application/json in UTF-8."),
        < 500 => new(status, Code(status), $"The request was refused: {Title(status).ToLowerInvariant()}."),
        _ => Unexpected,
    };

    public static ProblemResult Unexpected { get; } =
        new(StatusCodes.Status500InternalServerError, "internal-error", "The service failed. The trace id finds the cause in its logs.");

    public static ProblemResult QueryTooExpensive { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "query-too-expensive", "The query needs more time than the service gives one. Narrow it: a shorter period, a smaller area, fewer groups.");

    public static ProblemResult DatabaseUnavailable { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "database-unavailable", "The database cannot answer at the moment; try again.") { RetryAfterSeconds = SoonSeconds };

    internal static string Title(int status) => ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error";

    private static string Code(int status) => Title(status).ToLowerInvariant().Replace(' ', '-');
}
