using ConflictEvents.Application.Keys;
using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Security;

public static class DevelopmentKey
{
    /// <summary>
    /// In Development, with no bootstrap key configured and no key made yet, makes an administrator's key and prints it, once. Call it when
    /// the database is up to date and before the service takes requests.
    /// </summary>
    /// <param name="say">Receives the line that shows the key.</param>
    public static async Task CreateDevelopmentKeyAsync(this WebApplication app, Action<string> say)
    {
        if (!app.Environment.IsDevelopment() || app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value.BootstrapKey is { Length: > 0 })
            return;

        await using var scope = app.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<IKeyStore>();
        if ((await store.All(CancellationToken.None)).Count > 0)
            return;

        var text = KeyText.New();
        var key = new ApiKey
        {
            Id = text.Id,
            Name = "development",
            Scopes = [Scope.Admin],
            SecretHash = text.SecretHash(),
            CreatedAt = app.Services.GetRequiredService<TimeProvider>().GetUtcNow(),
            CreatedBy = KeyNames.Bootstrap,
        };
        if (await store.TryAdd(key, CancellationToken.None))
            say($"Administrator's key, shown this once: {text.Reveal()}");
    }
}
