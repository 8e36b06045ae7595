using System.Reflection;
using ConflictEvents.Application.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>
/// The JSON body of a request, read by the rules of <see cref="StrictJson"/>. A handler that takes one is called only when there is a
/// <see cref="Value"/>; everything else has been answered: 400, 413, 415 or 422. One that takes it as nullable is called without it where
/// nothing was sent.
/// </summary>
public sealed class JsonBody<T> : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private readonly T? _value;

    private JsonBody(T? value) => _value = value;

    public T Value => _value ?? throw new InvalidOperationException("The body was refused.");

    static async ValueTask<JsonBody<T>?> IBindableFromHttpContext<JsonBody<T>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (RequestBody.IsAbsent(context.Request) && context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is { IsOptional: true })
            return null;
        if (RequestBody.Refusal(context.Request) is { } refusal)
            return Refuse(context, refusal);

        var limit = context.RequestServices.GetRequiredService<IOptions<HttpOptions>>().Value.MaxBodyBytes;
        if (await RequestBody.ReadAsync(context.Request, limit, context.RequestAborted) is not { } bytes)
            return Refuse(context, RequestBody.TooLarge(limit));

        var result = StrictJson.Read<T>(bytes);
        return result.Error is { } error ? Refuse(context, error.ToHttp()) : new JsonBody<T>(result.Value);
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        RefusedInput.Heed(builder);
        var isOptional = new NullabilityInfoContext().Create(parameter).ReadState is NullabilityState.Nullable;
        builder.Metadata.Add(new AcceptsMetadata(RequestBody.MediaTypes, typeof(T), isOptional));
        builder.AddProblems(400, 413, 415, 422);
    }

    private static JsonBody<T> Refuse(HttpContext context, ProblemResult answer)
    {
        RefusedInput.Refuse(context, answer);
        return new JsonBody<T>(null);
    }
}

/// <summary>The parts of reading a JSON body that do not depend on its type.</summary>
internal static class RequestBody
{
    public static readonly string[] MediaTypes = ["application/json", "application/*+json"];

    public static bool IsAbsent(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType) && request.ContentLength is 0 or null && !request.Headers.ContainsKey(HeaderNames.TransferEncoding);

    /// <summary>Why a body of this description is not read; null when it is.</summary>
    public static ProblemResult? Refusal(HttpRequest request)
    {
        if (IsAbsent(request))
            return null; // Nothing was sent, which is worth a better message than a missing media type.

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !(type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))))
            return Problems.ForStatus(StatusCodes.Status415UnsupportedMediaType);

        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return Unsupported($"JSON is read in UTF-8 only, not in {type.Charset}.");

        return request.Headers.ContentEncoding is { Count: > 0 } encodings && !encodings.All(e => e is "identity")
            ? Unsupported("A compressed body is not read here.")
            : null;
    }

    public static ProblemResult TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, "body-too-large", $"The body is larger than {limit} bytes.");

    /// <returns>The whole body; null when it is larger than <paramref name="limit"/>.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;

        var buffer = new byte[Math.Min(request.ContentLength + 1 ?? 16 * 1024, limit + 1)];
        var length = 0;
        while (await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length > limit)
                return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit + 1L));
        }

        return buffer.AsMemory(0, length);
    }

    private static ProblemResult Unsupported(string detail) => new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", detail);
}
