using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConflictEvents.Application.Json;

namespace ConflictEvents.Api.OpenApi;

/// <summary>A request or an answer of the Libya 2019 case, as it is kept in a file.</summary>
internal sealed record Example
{
    /// <summary>The schema it is an example of; the media type where the content is defined elsewhere.</summary>
    public required string Of { get; init; }

    public required string Summary { get; init; }

    /// <summary>The ids of the operations it is meant for; empty for all that send or answer it.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>For a problem: whether it is one of requests with a body. Null where that makes no difference.</summary>
    public bool? WithBody { get; init; }

    public required JsonNode Value { get; init; }
}

/// <summary>The examples that are kept in the folder beside this file.</summary>
internal sealed class Examples
{
    // As the project file names the resources.
    private const string Folder = "openapi/examples/";
    private const string IdsFile = "ids";

    private readonly JsonObject _ids;

    public Examples()
    {
        var files = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToDictionary(name => Path.GetFileNameWithoutExtension(name[Folder.Length..]), Read);
        files.Remove(IdsFile, out var ids);
        _ids = ids!.AsObject();
        All = files.ToDictionary(file => file.Key, file => file.Value.Deserialize<Example>(JsonContract.Options)!);
    }

    /// <summary>By the name of the file, in its order.</summary>
    public IReadOnlyDictionary<string, Example> All { get; }

    /// <param name="operation">The operation's own id in the document; its example goes before that of the collection.</param>
    /// <param name="collection">The path that the id follows.</param>
    /// <returns>The id of something in the sample data; null where there is none.</returns>
    public JsonNode? IdFor(string operation, string parameter, string collection) => (_ids[$"{operation}.{parameter}"] ?? _ids[collection])?.DeepClone();

    private static JsonNode Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        return JsonNode.Parse(stream)!;
    }
}
