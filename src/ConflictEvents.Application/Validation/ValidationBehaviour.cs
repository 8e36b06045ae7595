using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Application.Validation;

/// <summary>
/// Runs every validator of a request, and of the body it carries, before its handler; what they find comes back as one error that names each member.
/// </summary>
public sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators, IServiceProvider services)
    : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IFailable<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var failures = new List<ValidationFailure>();
        foreach (var validator in validators)
            failures.AddRange((await validator.ValidateAsync(request, cancellationToken)).Errors);
        if (request is IHasBody<object> { Body: var body })
            failures.AddRange((await ValidatorOf(body).ValidateAsync(new ValidationContext<object>(body), cancellationToken)).Errors);

        return failures.Count == 0 ? await next() : TResponse.Fail(failures.ToError());
    }

    private IValidator ValidatorOf(object body) => (IValidator)services.GetRequiredService(typeof(IValidator<>).MakeGenericType(body.GetType()));
}
