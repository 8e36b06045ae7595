using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace ConflictEvents.Api.OpenApi;

/// <summary>The document as it is sent. It is made when it is first asked for and stays the same while the service runs.</summary>
internal sealed class DocumentBytes(ISwaggerProvider provider)
{
    private readonly Lazy<(byte[] Utf8, EntityTagHeaderValue Tag)> _made = new(() =>
    {
        // Not 3.1, which GDAL does not read.
        using var stream = new MemoryStream();
        provider.GetSwagger(OpenApiServices.Version).SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_0).GetAwaiter().GetResult();
        var bytes = stream.ToArray();
        return (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..8])}\""));
    });

    public byte[] Utf8 => _made.Value.Utf8;

    public EntityTagHeaderValue Tag => _made.Value.Tag;
}
