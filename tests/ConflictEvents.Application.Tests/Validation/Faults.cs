using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Application.Tests.Validation;

/// <summary>Sends a body through the validation step of the pipeline, at noon UTC on 31 March 2026, when 1 April has begun in Kiribati.</summary>
internal static class Faults
{
    public static readonly DateOnly Today = new(2026, 4, 1);
    public static readonly DateOnly Tomorrow = new(2026, 4, 2);

    /// <returns>The paths of the members at fault, as the answer names them; empty when the body would reach its handler.</returns>
    public static async Task<IReadOnlyList<string>> Paths(object body) => [.. (await Of(body)).Select(field => field.Path)];

    public static async Task<IReadOnlyList<FieldError>> Of(object body)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(new NoonInGreenwich()).AddConflictEventsApplication();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var step = Assert.Single(scope.ServiceProvider.GetServices<IPipelineBehavior<Sent, Result<string>>>());

        var result = await step.Handle(new Sent(body), CancellationToken.None, () => Task.FromResult<Result<string>>("handled"));
        return result.Error?.Fields ?? [];
    }

    private sealed record Sent(object Body) : IRequest<Result<string>>, IHasBody<object>;

    private sealed class NoonInGreenwich : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
    }
}

/// <summary>One change a row to a record that is valid without it: what the change is, the change, and the path of the member it puts at fault.</summary>
public sealed class Refused<T> : TheoryData<string, Func<T, T>, string>;

/// <summary>One change a row that leaves a valid record valid.</summary>
public sealed class Allowed<T> : TheoryData<string, Func<T, T>>;
