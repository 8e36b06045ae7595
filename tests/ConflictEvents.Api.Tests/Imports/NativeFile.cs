using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>Files in the service's own format, as a service exports them, and as others may write them.</summary>
internal static class NativeFile
{
    public const string Query = "format=conflict-events";

    /// <returns>The lines of the export, each to be changed at will.</returns>
    public static async Task<List<JsonObject>> Export(this TestService service)
    {
        using var file = new MemoryStream();
        var written = await LogExport.Write(service.Services.GetRequiredService<ApplicationDatabase>(), file, progress: null, CancellationToken.None);
        var lines = Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal(written.Value, lines.Count - 1);
        Assert.Equal(written.Value, lines[^1]["end"]!["events"]!.GetValue<long>());
        return lines[..^1];
    }

    public static byte[] Of(IEnumerable<JsonObject> lines) => Of(lines.Select(line => line.ToJsonString()));

    /// <returns>The lines, and the one that ends them.</returns>
    public static byte[] Of(params IEnumerable<string> lines)
    {
        var text = string.Concat(lines.Select(line => $"{line}\n"));
        var counting = lines.Where(line => line.Trim().Length > 0).ToList();
        var end = new JsonObject { ["events"] = counting.Count, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(counting.Select(line => $"{line}\n"))))) };
        return Encoding.UTF8.GetBytes($"{text}{new JsonObject { ["end"] = end }.ToJsonString()}\n");
    }

    public static Task<JsonNode> ImportLines(this TestService service, IEnumerable<JsonObject> lines) => service.Writer.Import(Of(lines), Query);

    /// <returns>The lines that were left out, with the code and the member of the first fault of each.</returns>
    public static async Task<IReadOnlyList<(int Line, string Code, string? Member)>> Rejected(this TestService service, JsonNode job) =>
        [.. (await service.Writer.ErrorsOf(job))
            .Where(fault => fault["rejects"]!.GetValue<bool>())
            .DistinctBy(fault => fault["line"]!.GetValue<int>())
            .Select(fault => (fault["line"]!.GetValue<int>(), fault["code"]!.ToString(), fault["column"]?.ToString()))];
}
