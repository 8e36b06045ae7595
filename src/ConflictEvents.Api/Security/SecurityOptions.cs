using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Security;

/// <summary>Who may do what; the section <c>Security</c> of the configuration.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>A key with every scope that works before any key is made: any text of 32 characters or more.</summary>
    public string? BootstrapKey { get; set; }

    /// <summary>Whether reading needs no key.</summary>
    public bool AnonymousReads { get; set; } = true;
}

/// <summary>Keeps the service from starting in production with a bootstrap key that others know or can guess.</summary>
internal sealed class SecurityOptionsRules(IHostEnvironment environment) : IValidateOptions<SecurityOptions>
{
    private const int ShortestKey = 32;

    public ValidateOptionsResult Validate(string? name, SecurityOptions options)
    {
        if (environment.IsDevelopment())
            return ValidateOptionsResult.Success;

        return options.BootstrapKey switch
        {
            null or { Length: < ShortestKey } => Fail($"must be a secret of {ShortestKey} characters or more"),
            { } key when IsPlaceholder(key) => Fail("is still the placeholder of the documentation"),
            { } key when key.Any(c => c is <= ' ' or > '~') => Fail("must be made of visible ASCII characters, since it travels in a header"),
            _ => ValidateOptionsResult.Success,
        };
    }

    private static ValidateOptionsResult Fail(string what) => ValidateOptionsResult.Fail(
        $"Security:BootstrapKey (environment variable Security__BootstrapKey) {what}. The service does not start without one outside Development. To make one: openssl rand -hex 32");

    private static bool IsPlaceholder(string key) =>
        string.Concat(key.Where(char.IsAsciiLetter)).Contains("changeme", StringComparison.OrdinalIgnoreCase);
}
