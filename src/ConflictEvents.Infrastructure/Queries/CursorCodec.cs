using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>Where a page ended: the sort key of its last row as text, and that row's id.</summary>
internal sealed record Cursor(string Key, Guid Id);

/// <summary>
/// Turns the end of a page into the opaque text that asks for the next one. It is signed together with the query it belongs to,
/// so a text that was altered, made up, or given for another query is refused.
/// </summary>
/// <param name="secret">The same in every process that serves the database.</param>
internal sealed class CursorCodec(byte[] secret)
{
    private const int SignatureLength = 16;

    private static readonly JsonSerializerOptions Shape = new() { IncludeFields = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <param name="query">Everything that the order and the set of rows depend on; a tuple where it is several things.</param>
    /// <returns>The same text for the same query.</returns>
    public static string Fingerprint<TQuery>(TQuery query) => JsonSerializer.Serialize(query, Shape);

    /// <param name="query">The <see cref="Fingerprint"/> of the query.</param>
    public string Write<TCursor>(TCursor cursor, string query)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(cursor);
        return Base64Url.EncodeToString([.. Sign(payload, query), .. payload]);
    }

    /// <returns>Null when the text was not written by this installation for this query.</returns>
    public TCursor? Read<TCursor>(string text, string query)
        where TCursor : class
    {
        if (text.Length > 4_096 || text.Any(c => char.IsWhiteSpace(c) || c == '=') || !Base64Url.IsValid(text))
            return null;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= SignatureLength)
            return null;
        var payload = bytes.AsSpan(SignatureLength);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureLength), Sign(payload, query))
            ? JsonSerializer.Deserialize<TCursor>(payload)
            : null;
    }

    private byte[] Sign(ReadOnlySpan<byte> payload, string query) =>
        HMACSHA256.HashData(secret, (byte[])[.. payload, 0, .. Encoding.UTF8.GetBytes(query)])[..SignatureLength];
}
