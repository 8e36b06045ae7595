using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Keys.RevokeKey;

/// <summary>Makes a key open nothing from now on. It stays listed: what it recorded still bears its name.</summary>
public sealed record RevokeKey(string Id) : IRequest<Result<Unit>>;

public sealed class RevokeKeyHandler(IKeyStore store, IRequestContext request, TimeProvider time) : IRequestHandler<RevokeKey, Result<Unit>>
{
    public async Task<Result<Unit>> Handle(RevokeKey command, CancellationToken cancellationToken) =>
        await store.Revoke(command.Id, time.GetUtcNow(), request.RecordedBy, cancellationToken) ? Unit.Value : KeyErrors.NotFound(command.Id);
}
