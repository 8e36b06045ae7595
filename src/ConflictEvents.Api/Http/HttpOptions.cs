namespace ConflictEvents.Api.Http;

/// <summary>How the service faces its clients; the section <c>Http</c> of the configuration.</summary>
public sealed class HttpOptions
{
    public const string Section = "Http";

    /// <summary>Where clients find the service, such as <c>https://events.example.org</c>; links start with it. Taken from the request when left out.</summary>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>) of the proxies whose <c>X-Forwarded-*</c> headers are believed.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>The largest JSON body that is read, in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Bytes of answers that may be kept until the next commit; 0 for none.</summary>
    public int KeptBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Origins whose pages may write, with a key, besides reading.</summary>
    public IReadOnlyList<string> WriteOrigins { get; set; } = [];
}
