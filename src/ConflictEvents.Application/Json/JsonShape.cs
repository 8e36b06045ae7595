using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ConflictEvents.Application.Json;

/// <summary>
/// Holds a JSON text against the contract of the type it shall become, and names every member that departs from it. The serializer would
/// name the first one only, in words that tell of .NET types, and would let null into a list.
/// </summary>
internal sealed class JsonShape(JsonFaults faults)
{
    public void Check(JsonElement element, Type type, string path)
    {
        if (faults.Enough)
            return;

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            if (element.ValueKind is not JsonValueKind.Null)
                Check(element, underlying, path);
            return;
        }

        if (element.ValueKind is JsonValueKind.Null)
        {
            faults.AddMalformed("null-member", path, "null is not allowed here.");
            return;
        }

        var info = JsonContract.Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind is JsonValueKind.Object:
                CheckObject(element, Derived(element, info, path), path);
                break;
            case JsonTypeInfoKind.Dictionary when element.ValueKind is JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    Check(member.Value, info.ElementType!, JsonPath.Member(path, member.Name));
                break;
            case JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary:
                faults.AddInvalid(path, "Must be an object.");
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind is JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    Check(item, info.ElementType!, $"{path}[{index++}]");
                break;
            case JsonTypeInfoKind.Enumerable:
                faults.AddInvalid(path, "Must be a list.");
                break;
            default:
                if (JsonScalars.Fault(element, info) is { } message)
                    faults.AddInvalid(path, message);
                break;
        }
    }

    private void CheckObject(JsonElement element, JsonTypeInfo? info, string path)
    {
        if (info is null)
            return;

        foreach (var member in element.EnumerateObject())
        {
            if (info.PolymorphismOptions is { } polymorphism && member.NameEquals(polymorphism.TypeDiscriminatorPropertyName))
                continue;

            var memberPath = JsonPath.Member(path, member.Name);
            if (info.Properties.FirstOrDefault(p => member.NameEquals(p.Name) && p.IsRead()) is not { } property)
                faults.AddMalformed("unknown-member", memberPath, "There is no such member.");
            else if (member.Value.ValueKind is not JsonValueKind.Null)
                Check(member.Value, property.PropertyType, memberPath);
            else if (!property.TakesNull())
                faults.AddMalformed("null-member", memberPath, "null is not allowed here.");
        }

        foreach (var property in info.Properties.Where(p => p.IsRequiredInJson()))
        {
            if (!element.TryGetProperty(property.Name, out _))
                faults.AddInvalid(JsonPath.Member(path, property.Name), "Is required.");
        }
    }

    /// <summary>The contract of the derived type that the discriminator names; null when it names none.</summary>
    private JsonTypeInfo? Derived(JsonElement element, JsonTypeInfo info, string path)
    {
        if (info.PolymorphismOptions is not { } polymorphism)
            return info;

        var name = polymorphism.TypeDiscriminatorPropertyName;
        var given = element.TryGetProperty(name, out var discriminator) && discriminator.ValueKind is JsonValueKind.String ? discriminator.GetString() : null;
        var derived = polymorphism.DerivedTypes.FirstOrDefault(d => d.TypeDiscriminator is string text && text == given).DerivedType;
        if (derived is not null)
            return JsonContract.Options.GetTypeInfo(derived) is { } found && found.PolymorphismOptions is null ? found : info;

        faults.AddInvalid(JsonPath.Member(path, name), $"Must be one of {string.Join(", ", polymorphism.DerivedTypes.Select(d => d.TypeDiscriminator))}.");
        return null;
    }
}
