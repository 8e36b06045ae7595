using ConflictEvents.Application.Keys;
using ConflictEvents.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConflictEvents.Infrastructure.Keys;

public static class KeyServices
{
    /// <summary>Registers the storage of keys, in the database of the registered <see cref="NpgsqlDataSource"/>.</summary>
    public static IServiceCollection AddKeyStore(this IServiceCollection services) => services
        .AddDbContextFactory<ConflictEventsContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()))
        .AddSingleton<IKeyStore, KeyStore>();
}
