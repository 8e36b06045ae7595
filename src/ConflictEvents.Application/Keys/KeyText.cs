using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace ConflictEvents.Application.Keys;

/// <summary>
/// A key as its holder has it: <c>ce_{id}_{secret}_{crc}</c>. The id finds the stored key, the secret proves it, and the check sum (CRC-32C
/// of all that stands before it, in hexadecimal) tells a typing error without asking the database.
/// </summary>
public sealed record KeyText
{
    private const string Prefix = "ce";
    private const int IdLength = 12;
    private const int SecretLength = 43;

    // No characters that are mistaken for one another: people read ids to each other.
    private const string IdAlphabet = "23456789abcdefghjkmnpqrstuvwxyz";

    // 62^43 > 2^256: as hard to guess as 32 random bytes.
    private const string SecretAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(IdAlphabet);
    private static readonly SearchValues<char> SecretCharacters = SearchValues.Create(SecretAlphabet);

    private KeyText(string id, string secret) => (Id, Secret) = (id, secret);

    public string Id { get; }

    public string Secret { get; }

    public static KeyText New() =>
        new(RandomNumberGenerator.GetString(IdAlphabet, IdLength), RandomNumberGenerator.GetString(SecretAlphabet, SecretLength));

    /// <returns>Null when the text is no key, or not the one that was given out.</returns>
    public static KeyText? Parse(string text)
    {
        if (text.Split('_') is not [Prefix, { Length: IdLength } id, { Length: SecretLength } secret, { Length: 8 } crc])
            return null;
        if (id.AsSpan().ContainsAnyExcept(IdCharacters) || secret.AsSpan().ContainsAnyExcept(SecretCharacters))
            return null;

        var key = new KeyText(id, secret);
        return key.Crc() == crc ? key : null;
    }

    /// <returns>What is stored in place of the secret.</returns>
    public byte[] SecretHash() => SHA256.HashData(Encoding.ASCII.GetBytes(Secret));

    /// <summary>The whole key, secret included.</summary>
    public string Reveal() => $"{Body()}_{Crc()}";

    /// <summary>Without the secret, so that no log can hold it.</summary>
    public override string ToString() => $"{Prefix}_{Id}_…";

    private string Body() => $"{Prefix}_{Id}_{Secret}";

    private string Crc()
    {
        var crc = uint.MaxValue;
        foreach (var character in Body())
            crc = BitOperations.Crc32C(crc, (byte)character);
        return (~crc).ToString("x8", CultureInfo.InvariantCulture);
    }
}
