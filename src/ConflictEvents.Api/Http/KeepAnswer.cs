using Microsoft.Extensions.Primitives;

namespace ConflictEvents.Api.Http;

/// <summary>Of a request whose answer is wanted again. Begins before the endpoint is asked, so that it knows the headers that are not the endpoint's.</summary>
/// <param name="most">Bytes of the body.</param>
/// <param name="keep">Given the body and the headers of the endpoint.</param>
internal sealed class KeepAnswer(HttpResponse response, int most, Action<ReadOnlyMemory<byte>, IReadOnlyList<KeyValuePair<string, StringValues>>> keep)
{
    private readonly HashSet<string> _others = response.Headers.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="length">Of the body; bytes.</param>
    public bool Wants(int length) => response.StatusCode is StatusCodes.Status200OK && length <= most;

    /// <param name="body">Must not be changed any more.</param>
    public void Keep(ReadOnlyMemory<byte> body) => keep(body, [.. response.Headers.Where(header => !_others.Contains(header.Key))]);
}
