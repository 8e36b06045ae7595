using System.Reflection;
using ConflictEvents.Application.Validation;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Application;

public static class ApplicationServices
{
    /// <summary>Registers MediatR with every handler and every validator of this assembly.</summary>
    public static IServiceCollection AddConflictEventsApplication(this IServiceCollection services)
    {
        var assembly = typeof(ApplicationServices).Assembly;
        // Messages are part of the API; the language of the server's operating system is not.
        ValidatorOptions.Global.LanguageManager.Enabled = false;

        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));

        foreach (var (contract, handler) in Handlers(assembly))
            services.AddTransient(contract, handler);
        foreach (var found in AssemblyScanner.FindValidatorsInAssembly(assembly, includeInternalTypes: true))
            services.AddTransient(found.InterfaceType, found.ValidatorType);

        return services;
    }

    private static IEnumerable<(Type Contract, Type Handler)> Handlers(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type is { IsAbstract: false, IsGenericTypeDefinition: false }
        from contract in type.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
        select (contract, type);
}
