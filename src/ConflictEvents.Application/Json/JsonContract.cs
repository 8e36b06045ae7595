using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ConflictEvents.Application.Json;

/// <summary>How the service writes and reads JSON: event bodies, rendered documents, requests and answers alike.</summary>
public static class JsonContract
{
    /// <summary>Levels of nesting that are still read.</summary>
    public const int MaxDepth = 64;

    public static JsonSerializerOptions Options { get; } = Frozen();

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<string>> Names = [];

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = MaxDepth;
        // Names and quotations in any script stay readable. Safe, since no answer is ever offered as HTML (nosniff, and a strict content type).
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
    }

    /// <summary>The values of an enum as they stand in JSON and in queries, the first declared first.</summary>
    public static IReadOnlyList<string> NamesOf(Type enumType) => Names.GetOrAdd(
        enumType, static type => [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => Written(type, Enum.ToObject(type, value)))]);

    public static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => EnumNames<TEnum>.Known.TryGetValue(value, out var name) ? name : Written(typeof(TEnum), value);

    private static string Written(Type enumType, object value) => JsonSerializer.SerializeToElement(value, enumType, Options).GetString()!;

    private static class EnumNames<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> Known = Enum.GetValues<TEnum>().Distinct().ToFrozenDictionary(value => value, value => Written(typeof(TEnum), value));
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly();
        return options;
    }
}
