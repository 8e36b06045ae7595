using System.Text.Json;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Json;

/// <summary>
/// Reads JSON that somebody else wrote. Nothing is guessed, skipped or repaired: wrong syntax, encoding or structure (unknown, duplicate or
/// null members, too much nesting) is <see cref="ErrorKind.Malformed"/>; right structure with a wrong or missing value is
/// <see cref="ErrorKind.Invalid"/>. Every faulty member is named.
/// </summary>
public static class StrictJson
{
    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = JsonContract.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>A byte order mark at the start is skipped (RFC 8259, section 8.1).</summary>
    public static Result<T> Read<T>(ReadOnlyMemory<byte> utf8)
    {
        utf8 = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (utf8.Span.TrimStart(" \t\r\n"u8).IsEmpty)
            return new Error(ErrorKind.Malformed, "empty-body", "A JSON text is needed, nothing was sent.");

        var faults = new JsonFaults();
        if (!new JsonSyntax(faults).Check(utf8.Span))
            return faults.ToError();

        using var document = JsonDocument.Parse(utf8, DocumentOptions);
        new JsonShape(faults).Check(document.RootElement, typeof(T));
        return faults.Any ? faults.ToError() : document.RootElement.Deserialize<T>(JsonContract.Options)!;
    }

    /// <summary>Reads a part of which the rest of the text tells what it is.</summary>
    /// <param name="element">Of a text that was read strictly.</param>
    /// <param name="type">A <typeparamref name="T"/>.</param>
    /// <param name="path">Where the part stands in the text.</param>
    public static Result<T> Read<T>(JsonElement element, Type type, string path)
        where T : class
    {
        var faults = new JsonFaults();
        new JsonShape(faults, path).Check(element, type);
        return faults.Any ? faults.ToError() : (T)element.Deserialize(type, JsonContract.Options)!;
    }
}
