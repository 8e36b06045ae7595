using System.Reflection;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Resources.CorrectResource;
using ConflictEvents.Application.Resources.RecordResource;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConflictEvents.Application;

public static class ApplicationServices
{
    /// <summary>Registers MediatR with every handler and every validator of this assembly.</summary>
    public static IServiceCollection AddConflictEventsApplication(this IServiceCollection services)
    {
        var assembly = typeof(ApplicationServices).Assembly;
        // Messages are part of the API; the language of the server's operating system is not.
        ValidatorOptions.Global.LanguageManager.Enabled = false;

        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));

        foreach (var (contract, handler) in Handlers(assembly))
            services.AddTransient(contract, handler);
        foreach (var found in AssemblyScanner.FindValidatorsInAssembly(assembly, includeInternalTypes: true))
            services.AddSingleton(found.InterfaceType, found.ValidatorType);

        services.AddResource<NewIncident, IncidentCorrection, IncidentDetails>();
        services.AddResource<NewConflict, ConflictCorrection, ConflictDetails>();
        services.AddResource<NewActor, ActorCorrection, ActorDetails>();
        services.AddResource<NewLocation, LocationCorrection, LocationDetails>();
        services.AddResource<NewSource, SourceCorrection, SourceDetails>();
        services.AddResource<NewDocument, DocumentCorrection, DocumentDetails>();
        return services;
    }

    /// <summary>Closes the handlers that all kinds of resource share over one of them.</summary>
    private static void AddResource<TNew, TCorrection, TDetails>(this IServiceCollection services)
        where TNew : TDetails, INewResource
        where TCorrection : TDetails, ICorrection
        where TDetails : class, IDetailsOfKind
    {
        services.AddTransient<IRequestHandler<RecordResource<TNew, TDetails>, Result<Rendered>>, RecordResourceHandler<TNew, TDetails>>();
        services.AddTransient<IRequestHandler<CorrectResource<TCorrection, TDetails>, Result<Rendered>>, CorrectResourceHandler<TCorrection, TDetails>>();
    }

    private static IEnumerable<(Type Contract, Type Handler)> Handlers(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type is { IsAbstract: false, IsGenericTypeDefinition: false }
        from contract in type.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
        select (contract, type);
}
