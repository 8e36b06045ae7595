using ConflictEvents.Application;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Incidents.ReadBundle;
using ConflictEvents.Application.Incidents.ReadSimilar;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Releases;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Review.ListDuplicates;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Architecture.Tests;

/// <summary>Every use case can be reached: its handler is registered, and every body that a client sends is validated.</summary>
public sealed class UseCaseTests
{
    private static readonly Type[] Ports =
    [
        typeof(IEventStore),
        typeof(IReadModel),
        typeof(IChangeReader),
        typeof(IHeadWatch),
        typeof(ICasualtyReader),
        typeof(ISimilarReader),
        typeof(IDuplicateReader),
        typeof(IExports),
        typeof(IExportJobs),
        typeof(IImportJobs),
        typeof(IKeyStore),
        typeof(IRequestContext),
        typeof(IEvidenceReader),
        typeof(ILogFormat),
        typeof(IReleases),
    ];

    [Fact]
    public void Every_request_has_one_handler()
    {
        var registered = Services().Where(service => IsHandler(service.ServiceType)).GroupBy(service => service.ServiceType.GetGenericArguments()[0]).ToList();
        var requests = typeof(ApplicationServices).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.GetInterfaces().Any(IsRequest))
            .ToList();

        Assert.NotEmpty(requests);
        Assert.All(requests, request => Assert.Contains(registered, handlers => handlers.Key == request));
        Assert.All(registered, handlers => Assert.Single(handlers));
    }

    [Fact]
    public void Every_body_has_a_validator()
    {
        var services = Services();
        var bodies = services
            .Where(service => IsHandler(service.ServiceType))
            .SelectMany(service => service.ServiceType.GetGenericArguments()[0].GetInterfaces())
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IHasBody<>))
            .Select(contract => contract.GetGenericArguments()[0])
            .Distinct()
            .ToList();

        Assert.True(bodies.Count >= 12, "the six kinds of resource can each be recorded and corrected");
        Assert.All(bodies, body => Assert.Contains(services, service => service.ServiceType == typeof(IValidator<>).MakeGenericType(body)));
    }

    /// <summary>All that handlers ask for is either registered by the application itself or one of its ports.</summary>
    [Fact]
    public void Handlers_ask_for_ports_alone()
    {
        var services = Services();
        var asked = services
            .Where(service => IsHandler(service.ServiceType))
            .SelectMany(service => service.ImplementationType!.GetConstructors().Single().GetParameters())
            .Select(parameter => parameter.ParameterType)
            .Distinct();

        Assert.All(asked, type => Assert.True(Ports.Contains(type) || services.Any(service => service.ServiceType == type), type.FullName));
    }

    private static IServiceCollection Services() => new ServiceCollection().AddConflictEventsApplication();

    private static bool IsHandler(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);

    private static bool IsRequest(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequest<>);
}
