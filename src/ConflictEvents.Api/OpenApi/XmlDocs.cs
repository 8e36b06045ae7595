using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ConflictEvents.Api.OpenApi;

/// <summary>What the code's own documentation says of types and members, as Markdown for the readers of the API.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members;

    /// <param name="assemblies">The compiler has written the documentation of each beside it.</param>
    public XmlDocs(IEnumerable<Assembly> assemblies) => _members = assemblies
        .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
        // What the compiler generates, such as the parts of regular expressions, is in several of them.
        .DistinctBy(member => member.Attribute("name")!.Value)
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <returns>The summary of the type, of what it inherits its documentation from, or of the nearest type above it that has one.</returns>
    public string? Of(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (Summary($"T:{NameOf(at)}") is { } summary)
                return summary;
        }

        return null;
    }

    /// <summary>Where a member has no documentation, that of the same member of the type or interface that its own type inherits from speaks for it.</summary>
    /// <param name="member">A property, or a field such as the value of an enum.</param>
    public string? Of(MemberInfo member)
    {
        var kind = member is PropertyInfo ? 'P' : 'F';
        var type = member.DeclaringType!;
        return Inherited(kind, NameOf(type), member.Name)
            ?? type.GetInterfaces().Select(i => Summary($"{kind}:{NameOf(i)}.{member.Name}")).FirstOrDefault(summary => summary is not null);
    }

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private string? Inherited(char kind, string type, string member) =>
        Summary($"{kind}:{type}.{member}") ?? (InheritsFrom($"T:{type}") is { } above ? Inherited(kind, above[2..], member) : null);

    private string? InheritsFrom(string id) => _members.GetValueOrDefault(id)?.Element("inheritdoc")?.Attribute("cref")?.Value;

    private string? Summary(string id) =>
        _members.GetValueOrDefault(id)?.Element("summary") is { } summary ? Space().Replace(Markdown(summary), " ").Trim()
        : InheritsFrom(id) is { } above ? Summary(above)
        : null;

    private static string Markdown(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("langword")?.Value ?? see.Attribute("cref")!.Value.Split('.', ':')[^1]}`",
        XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")!.Value}`",
        XElement other => Markdown(other),
        _ => "",
    }));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
