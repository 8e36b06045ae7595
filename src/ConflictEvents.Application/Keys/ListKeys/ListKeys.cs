using MediatR;

namespace ConflictEvents.Application.Keys.ListKeys;

/// <summary>Every key, expired and revoked ones included, the newest first.</summary>
public sealed record ListKeys : IRequest<IReadOnlyList<KeyView>>;

public sealed class ListKeysHandler(IKeyStore store) : IRequestHandler<ListKeys, IReadOnlyList<KeyView>>
{
    public async Task<IReadOnlyList<KeyView>> Handle(ListKeys query, CancellationToken cancellationToken) =>
        [.. (await store.All(cancellationToken)).Select(KeyView.Of)];
}
