using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Application.Tests.Validation;

public sealed class ValidationBehaviourTests
{
    [Fact]
    public async Task What_the_validators_of_a_request_and_of_its_body_find_comes_back_as_one_error_with_paths_as_in_JSON()
    {
        var result = await Send(new Change(new Content("", [new Part(1), new Part(-1)]), Where: ""));

        Assert.Equal(ErrorKind.Invalid, result.Error!.Kind);
        Assert.Equal("invalid", result.Error.Code);
        Assert.Equal("where: Is nowhere.", result.Error.Message);
        Assert.Equal(
            [new FieldError("where", "Is nowhere."), new FieldError("title", "Is empty."), new FieldError("parts[1].inStock", "Is negative.")],
            result.Error.Fields);
    }

    [Fact]
    public async Task A_request_without_fault_reaches_its_handler()
    {
        var result = await Send(new Change(new Content("a", []), Where: "here"));

        Assert.Equal("a", result.Value);
    }

    [Fact]
    public async Task A_request_that_cannot_fail_is_not_held_up() => Assert.Equal(7, await Send(new Count()));

    [Fact]
    public void No_request_with_a_validator_answers_with_anything_but_a_result()
    {
        // Its validator would silently never run.
        var validated = AssemblyScanner.FindValidatorsInAssembly(typeof(ApplicationServices).Assembly)
            .Select(found => found.InterfaceType.GetGenericArguments()[0])
            .ToHashSet();
        var requests = typeof(ApplicationServices).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IBaseRequest)) && (validated.Contains(type) || validated.Overlaps(Bodies(type))))
            .ToList();

        Assert.NotEmpty(requests);
        Assert.All(requests, type =>
        {
            var answer = type.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
            Assert.True(answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Result<>), $"{type} answers with {answer}.");
        });
    }

    private static IEnumerable<Type> Bodies(Type request) =>
        request.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHasBody<>)).Select(i => i.GetGenericArguments()[0]);

    private static async Task<T> Send<T>(IRequest<T> request)
    {
        var services = new ServiceCollection().AddConflictEventsApplication();
        services.AddTransient<IRequestHandler<Change, Result<string>>, ChangeHandler>();
        services.AddTransient<IRequestHandler<Count, int>, CountHandler>();
        services.AddTransient<IValidator<Content>, ContentRules>();
        services.AddTransient<IValidator<Change>, WhereRules>();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private sealed record Part(int InStock);

    private sealed record Content(string Title, IReadOnlyList<Part> Parts);

    private sealed record Change(Content Body, string Where) : IRequest<Result<string>>, IHasBody<Content>;

    private sealed class ContentRules : AbstractValidator<Content>
    {
        public ContentRules()
        {
            RuleFor(c => c.Title).NotEmpty().WithMessage("Is empty.");
            RuleForEach(c => c.Parts).ChildRules(part => part.RuleFor(p => p.InStock).GreaterThanOrEqualTo(0).WithMessage("Is negative."));
        }
    }

    private sealed class WhereRules : AbstractValidator<Change>
    {
        public WhereRules() => RuleFor(c => c.Where).NotEmpty().WithMessage("Is nowhere.");
    }

    private sealed class ChangeHandler : IRequestHandler<Change, Result<string>>
    {
        public Task<Result<string>> Handle(Change request, CancellationToken cancellationToken) => Task.FromResult<Result<string>>(request.Body.Title);
    }

    private sealed record Count : IRequest<int>;

    private sealed class CountHandler : IRequestHandler<Count, int>
    {
        public Task<int> Handle(Count request, CancellationToken cancellationToken) => Task.FromResult(7);
    }
}
