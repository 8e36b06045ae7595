using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace ConflictEvents.Api.Http;

/// <summary>A parameter that a handler takes from the query or from the route.</summary>
/// <param name="Name">As clients write it; case matters.</param>
/// <param name="Type">Of one value.</param>
/// <param name="IsList">Several values are given in one parameter, separated by commas.</param>
/// <param name="Attributes">Those of its declaration.</param>
internal sealed record EndpointParameter(string Name, Type Type, bool IsList, bool IsRequired, ParameterText Text, IReadOnlyList<Attribute> Attributes)
{
    public string? Description { get; } = Attributes.OfType<DescriptionAttribute>().FirstOrDefault()?.Description;

    private ValidationAttribute[] Rules { get; } = [.. Attributes.OfType<ValidationAttribute>()];

    /// <returns>The values as the framework's binding understands them; null when the text, or a part of it, is not what the parameter takes.</returns>
    public StringValues? Read(string text)
    {
        var parts = IsList ? text.Split(',') : [text];
        var values = parts.Select(part => part.Length > 0 && Text.Read(part) is { } value && Rules.All(rule => rule.IsValid(value)) ? value : null).ToArray();
        return values.Contains(null) ? default(StringValues?) : new StringValues(values);
    }

    public string Expected()
    {
        var form = Text.Expected is null ? null : IsList ? $"{Text.Expected}; several are separated by commas" : Text.Expected;
        string?[] sentences = [form is null ? null : $"Expected {form}.", .. Rules.Select(rule => rule.FormatErrorMessage(Name)), Description];
        return string.Join(' ', sentences.Where(s => s is not null));
    }
}

/// <summary>A query parameter that an endpoint would take, did not its address say the same already.</summary>
public sealed record GivenByAddress(string Parameter);

/// <summary>All that an endpoint takes from the query and from the route.</summary>
/// <param name="Query">By name, in the order of declaration.</param>
internal sealed record EndpointParameters(OrderedDictionary<string, EndpointParameter> Query, IReadOnlyList<EndpointParameter> Route)
{
    /// <returns>Null for an endpoint that is no handler with declared parameters.</returns>
    public static EndpointParameters? Of(Endpoint endpoint) => endpoint is RouteEndpoint route ? Of(route.Metadata, route.RoutePattern) : null;

    /// <inheritdoc cref="Of(Endpoint)"/>
    public static EndpointParameters? Of(EndpointMetadataCollection metadata, RoutePattern pattern)
    {
        if (metadata.GetMetadata<MethodInfo>() is null)
            return null;

        var parameters = metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(p => !p.HasBindAsync && !IsFromElsewhere(p.ParameterInfo))
            .Where(p => metadata.GetMetadata<GivenByAddress>()?.Parameter != JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .ToLookup(p => IsFromRoute(p, pattern));
        var query = parameters[false].Select(Describe).OfType<EndpointParameter>();
        if (metadata.GetMetadata<OfferedFormats>() is { } offered)
            query = query.Append(Format(offered));
        return new EndpointParameters(
            new OrderedDictionary<string, EndpointParameter>(query.Select(p => KeyValuePair.Create(p.Name, p)), StringComparer.Ordinal),
            [.. parameters[true].Select(Describe).OfType<EndpointParameter>()]);
    }

    private static bool IsFromElsewhere(ParameterInfo parameter) =>
        parameter.GetCustomAttributes().Any(a => a is IFromHeaderMetadata or IFromBodyMetadata or IFromFormMetadata or IFromServiceMetadata or FromKeyedServicesAttribute);

    private static bool IsFromRoute(IParameterBindingMetadata parameter, RoutePattern pattern) =>
        parameter.ParameterInfo.GetCustomAttributes().Any(a => a is IFromRouteMetadata) || pattern.GetParameter(parameter.Name) is not null;

    private static EndpointParameter Format(OfferedFormats offered)
    {
        var names = offered.Formats.Select(f => f.Name).ToList();
        var text = new ParameterText($"one of {string.Join(", ", names)}", name => names.Contains(name) ? name : null);
        return new EndpointParameter(Negotiation.Parameter, typeof(string), IsList: false, IsRequired: false, text, [Negotiation.Description]);
    }

    /// <returns>Null for what is no parameter of the request but a service.</returns>
    /// <exception cref="InvalidOperationException">The framework would bind the parameter, by rules that are not known here.</exception>
    private static EndpointParameter? Describe(IParameterBindingMetadata parameter)
    {
        var info = parameter.ParameterInfo;
        var attributes = info.GetCustomAttributes().ToList();
        var isList = info.ParameterType.IsArray;
        var type = isList ? info.ParameterType.GetElementType()! : info.ParameterType;
        if (ParameterText.For(type) is not { } text)
        {
            return parameter.HasTryParse
                ? throw new InvalidOperationException($"The parameter {parameter.Name} is of a type that requests cannot carry: {info.ParameterType}.")
                : null;
        }

        var name = attributes.OfType<IFromQueryMetadata>().FirstOrDefault()?.Name
            ?? attributes.OfType<IFromRouteMetadata>().FirstOrDefault()?.Name
            ?? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name);
        return new EndpointParameter(name, type, isList, IsRequired: !parameter.IsOptional && !isList, text, attributes);
    }
}
