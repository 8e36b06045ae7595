using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ConflictEvents.Application.Json;

/// <summary>
/// Holds a JSON text against the contract of the type it shall become, and names every member that departs from it. The serializer would
/// name the first one only, in words that tell of .NET types, and would let null into a list.
/// </summary>
/// <param name="path">Where the text stands in a greater one.</param>
internal sealed class JsonShape(JsonFaults faults, string path = "")
{
    private static readonly ConcurrentDictionary<JsonTypeInfo, Contract> Contracts = [];

    private readonly JsonTrail _trail = new(path);

    public void Check(JsonElement element, Type type)
    {
        if (faults.Enough)
            return;

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            if (element.ValueKind is not JsonValueKind.Null)
                Check(element, underlying);
            return;
        }

        if (element.ValueKind is JsonValueKind.Null)
        {
            faults.AddMalformed("null-member", _trail.ToString(), "null is not allowed here.");
            return;
        }

        var info = JsonContract.Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind is JsonValueKind.Object:
                _trail.Enter(isArray: false);
                CheckMembers(element, Contracts.GetOrAdd(info, Contract.Of));
                _trail.Leave();
                break;
            case JsonTypeInfoKind.Dictionary when element.ValueKind is JsonValueKind.Object:
                _trail.Enter(isArray: false);
                foreach (var member in element.EnumerateObject())
                {
                    _trail.At(member.Name);
                    Check(member.Value, info.ElementType!);
                }

                _trail.Leave();
                break;
            case JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary:
                faults.AddInvalid(_trail.ToString(), "Must be an object.");
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind is JsonValueKind.Array:
                _trail.Enter(isArray: true);
                foreach (var item in element.EnumerateArray())
                {
                    _trail.Next();
                    Check(item, info.ElementType!);
                }

                _trail.Leave();
                break;
            case JsonTypeInfoKind.Enumerable:
                faults.AddInvalid(_trail.ToString(), "Must be a list.");
                break;
            default:
                if (JsonScalars.Fault(element, info) is { } message)
                    faults.AddInvalid(_trail.ToString(), message);
                break;
        }
    }

    private void CheckMembers(JsonElement element, Contract contract)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (faults.Enough)
                return;

            var name = member.Name;
            _trail.At(name);
            if (!contract.Members.TryGetValue(name, out var known))
                faults.AddMalformed("unknown-member", _trail.ToString(), "There is no such member.");
            else if (member.Value.ValueKind is not JsonValueKind.Null)
                Check(member.Value, known.Type);
            else if (!known.TakesNull)
                faults.AddMalformed("null-member", _trail.ToString(), "null is not allowed here.");
        }

        foreach (var name in contract.Required)
        {
            if (element.TryGetProperty(name, out _))
                continue;
            _trail.At(name);
            faults.AddInvalid(_trail.ToString(), "Is required.");
        }
    }

    /// <summary>What the members of a type must be like, read off its contract once.</summary>
    private sealed record Contract(IReadOnlyDictionary<string, (Type Type, bool TakesNull)> Members, IReadOnlyList<string> Required)
    {
        public static Contract Of(JsonTypeInfo info) => new(
            info.Properties.Where(property => property.IsRead()).ToDictionary(property => property.Name, property => (property.PropertyType, property.TakesNull())),
            [.. info.Properties.Where(property => property.IsRequiredInJson()).Select(property => property.Name)]);
    }
}
