using ConflictEvents.Application.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddKeySecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecurityOptions>().Bind(configuration.GetSection(SecurityOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecurityOptions>, SecurityOptionsRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<IRequestContext, HttpRequestContext>();
        services.AddSingleton<KeyVerifier>();
        services.AddSingleton<IAuthorizationHandler, ScopeRules>();
        services.AddAuthentication(ApiKeyHandler.Scheme).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Scheme, configureOptions: null);
        services.AddAuthorization(options => options.FallbackPolicy = new AuthorizationPolicyBuilder().AddRequirements(new UndeclaredScope()).Build());
        return services;
    }

    public static void UseKeySecurity(this WebApplication app)
    {
        app.UseAuthentication();
        // Authentication by itself would let a wrong key pass for none.
        app.Use(async (context, next) =>
        {
            if ((await context.AuthenticateAsync(ApiKeyHandler.Scheme)).Failure is null)
                await next(context);
            else
                await context.ChallengeAsync(ApiKeyHandler.Scheme);
        });
        app.UseAuthorization();
    }
}
