using System.Globalization;
using System.Reflection;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Http;

/// <summary>How the text of a parameter becomes a value of its type.</summary>
/// <param name="Expected">What the text must be, for a person; null when only the parameter's own description can tell.</param>
/// <param name="Read">The text as the framework's binding understands it; null when it is no value of the type.</param>
internal sealed record ParameterText(string? Expected, Func<string, string?> Read)
{
    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mmzzz"];

    /// <returns>Null when no text can become a value of the type.</returns>
    public static ParameterText? For(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return new("a text", text => text);
        if (type == typeof(bool))
            return When("true or false", text => text is "true" or "false");
        if (type == typeof(int))
            return When($"a whole number from {int.MinValue} to {int.MaxValue}", text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        if (type == typeof(long))
            return When("a whole number", text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        if (type == typeof(double))
            return When("a number", text => double.TryParse(text, NumberForm, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number));
        if (type == typeof(decimal))
            return When("a number", text => decimal.TryParse(text, NumberForm & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _));
        if (type == typeof(Guid))
            return When("a UUID", text => Guid.TryParseExact(text, "D", out _));
        if (type == typeof(DateOnly))
            return When("a date that exists, as YYYY-MM-DD", text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        if (type == typeof(DateTimeOffset))
            return When("a time with its offset from UTC, as YYYY-MM-DDThh:mm:ssZ", text => DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _));
        if (type.IsEnum)
            return Enumeration(type);

        if (typeof(IChoice).IsAssignableFrom(type))
        {
            var names = Choices(type);
            return When($"one of {string.Join(", ", names)}", names.Contains);
        }

        // Of the framework's other types some read more than they should (float reads NaN) or by the server's time zone (DateTime).
        if (type.Namespace == nameof(System))
            return null;

        return type.GetMethod("TryParse", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(IFormatProvider), type.MakeByRefType()]) is { } method
            ? When(null, Parser(type, method))
            : null;
    }

    /// <param name="type">An <see cref="IChoice"/>.</param>
    public static IReadOnlyList<string> Choices(Type type) => (IReadOnlyList<string>)type.GetProperty(nameof(IChoice.Names))!.GetValue(null)!;

    private const NumberStyles NumberForm = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static ParameterText When(string? expected, Predicate<string> isValue) => new(expected, text => isValue(text) ? text : null);

    /// <summary>The framework knows enums by the names of their members only.</summary>
    private static ParameterText Enumeration(Type type)
    {
        var names = JsonContract.NamesOf(type);
        var members = names.Zip(Enum.GetNames(type)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return new($"one of {string.Join(", ", names)}", members.GetValueOrDefault);
    }

    private static Predicate<string> Parser(Type type, MethodInfo method)
    {
        var factory = typeof(ParameterText).GetMethod(nameof(ParserOf), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (Predicate<string>)factory.MakeGenericMethod(type).Invoke(null, [method])!;
    }

    private static Predicate<string> ParserOf<T>(MethodInfo method)
    {
        var tryParse = method.CreateDelegate<TryParse<T>>();
        return text => tryParse(text, CultureInfo.InvariantCulture, out _);
    }

    private delegate bool TryParse<T>(string? text, IFormatProvider? provider, out T value);
}
