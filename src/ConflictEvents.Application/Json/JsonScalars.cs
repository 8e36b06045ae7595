using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ConflictEvents.Application.Json;

/// <summary>What a single value of each type must look like, and how to say so.</summary>
internal static class JsonScalars
{
    /// <summary>What is wrong with the value; null when nothing is.</summary>
    public static string? Fault(JsonElement element, JsonTypeInfo info)
    {
        var type = info.Type;
        if (type == typeof(object) || type == typeof(JsonElement))
            return null;
        if (type.IsEnum)
            return IsText(element) && JsonContract.NamesOf(type).Any(name => element.ValueEquals(name)) ? null : $"Must be one of {string.Join(", ", JsonContract.NamesOf(type))}.";
        if (type == typeof(string))
            return IsText(element) ? null : "Must be a text.";
        if (type == typeof(bool))
            return element.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "Must be true or false.";
        if (type == typeof(int))
            return IsNumber(element) && element.TryGetInt32(out _) ? null : Whole(int.MinValue, int.MaxValue);
        if (type == typeof(long))
            return IsNumber(element) && element.TryGetInt64(out _) ? null : Whole(long.MinValue, long.MaxValue);
        if (type == typeof(double))
            return IsNumber(element) && element.TryGetDouble(out var number) && double.IsFinite(number) ? null : "Must be a number.";
        if (type == typeof(decimal))
            return IsNumber(element) && element.TryGetDecimal(out _) ? null : "Must be a number of at most 28 digits.";
        if (type == typeof(Guid))
            return IsText(element) && element.TryGetGuid(out _) ? null : "Must be a UUID.";
        if (type == typeof(DateOnly))
            return IsText(element) && IsDate(element.GetString()!) ? null : "Must be a date that exists, as YYYY-MM-DD.";
        if (type == typeof(DateTimeOffset))
            return IsText(element) && IsInstant(element) ? null : "Must be a time with its offset from UTC, as YYYY-MM-DDThh:mm:ssZ.";

        return Reads(element, info) ? null : "Is not a value that this member takes.";
    }

    private static bool IsText(JsonElement element) => element.ValueKind is JsonValueKind.String;

    private static bool IsNumber(JsonElement element) => element.ValueKind is JsonValueKind.Number;

    private static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // Without an offset the serializer would take the time zone of the server.
    private static bool IsInstant(JsonElement element) =>
        element.TryGetDateTimeOffset(out _) && element.GetString() is { Length: > 19 } text && (text[^1] is 'Z' || text.LastIndexOfAny(['+', '-']) > 18);

    private static string Whole(long from, long to) => string.Create(CultureInfo.InvariantCulture, $"Must be a whole number from {from} to {to}.");

    /// <summary>For the types with a converter of their own.</summary>
    private static bool Reads(JsonElement element, JsonTypeInfo info)
    {
        try
        {
            element.Deserialize(info);
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return false;
        }
    }
}
