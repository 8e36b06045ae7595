using System.Buffers;
using System.Text.Json;

namespace ConflictEvents.Application.Rendering;

/// <summary>Which members of what was rendered are answered. Their bytes are copied; the <c>id</c> is always among them.</summary>
/// <param name="Fields">Of what is answered by default; null for all.</param>
/// <param name="Include">Of the whole document, besides.</param>
public sealed record MemberSelection(IReadOnlySet<string>? Fields, IReadOnlySet<string> Include)
{
    private const string Id = "id";

    /// <param name="rendered">The JSON object that is answered by default.</param>
    /// <param name="document">The JSON object that has what is included; empty when nothing is.</param>
    public byte[] Of(ReadOnlySpan<byte> rendered, ReadOnlySpan<byte> document = default)
    {
        var copy = new ArrayBufferWriter<byte>(rendered.Length);
        var written = new HashSet<string>(StringComparer.Ordinal);
        copy.Write("{"u8);
        Copy(rendered, name => name is Id || Fields?.Contains(name) is not false, copy, written);
        if (Include.Count > 0)
            Copy(document, name => Include.Contains(name) && !written.Contains(name), copy, written);
        copy.Write("}"u8);
        return copy.WrittenSpan.ToArray();
    }

    private static void Copy(ReadOnlySpan<byte> json, Predicate<string> isWanted, ArrayBufferWriter<byte> copy, HashSet<string> written)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!isWanted(name))
                continue;
            if (written.Count > 0)
                copy.Write(","u8);
            copy.Write(json[start..(int)reader.BytesConsumed]);
            written.Add(name);
        }
    }
}
