using System.Text.Json.Serialization.Metadata;

namespace ConflictEvents.Application.Json;

/// <summary>What clients may and must send in a member of a contract.</summary>
public static class JsonMembers
{
    public static bool IsRead(this JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null;

    public static bool IsRequiredInJson(this JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };

    public static bool TakesNull(this JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.AssociatedParameter is { IsMemberInitializer: false } parameter ? parameter.IsNullable : property.IsSetNullable;
}
