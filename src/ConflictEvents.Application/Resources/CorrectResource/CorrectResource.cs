using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Resources.CorrectResource;

/// <summary>Replaces the details of a resource by corrected ones.</summary>
/// <param name="Expected">The versions the client may have worked from.</param>
public sealed record CorrectResource<TCorrection, TDetails>(Guid Id, ExpectedVersion Expected, TCorrection Body) : IRequest<Result<Rendered>>, IHasBody<TCorrection>
    where TCorrection : TDetails, ICorrection
    where TDetails : class, IDetailsOfKind;

public sealed class CorrectResourceHandler<TCorrection, TDetails>(IEventStore store)
    : IRequestHandler<CorrectResource<TCorrection, TDetails>, Result<Rendered>>
    where TCorrection : TDetails, ICorrection
    where TDetails : class, IDetailsOfKind
{
    public Task<Result<Rendered>> Handle(CorrectResource<TCorrection, TDetails> command, CancellationToken cancellationToken) => store.Commit(
        async changes =>
        {
            var loaded = await changes.LoadAt<Resource<TDetails>>(TDetails.Kind, command.Id, command.Expected);
            if (loaded.Error is { } refused)
                return refused;

            var resource = loaded.Value;
            var corrected = resource.Correct(command.Body);
            if (corrected.Error is { } retracted)
                return retracted;

            // References that stood before may have been retracted since; only new ones must be active.
            var known = resource.References().Select(reference => (reference.Kind, reference.Id)).ToHashSet();
            var missing = await changes.Missing(command.Body.References().Where(reference => !known.Contains((reference.Kind, reference.Id))));
            if (missing.Count > 0)
                return ResourceErrors.UnknownReferences(missing);
            if (Ancestry.Above(command.Body) != Ancestry.Above(resource.Details) && await Ancestry.Cycle(changes, command.Id, command.Body) is { } path)
                return ResourceErrors.Cycle(path);

            changes.Append(resource, corrected.Value, command.Body.Reason);
            return resource;
        },
        cancellationToken,
        command.Body.References());
}
