using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Releases.ReadRelease;

/// <summary>Lists every release, the newest first.</summary>
public sealed record ListReleases : IRequest<IReadOnlyList<Release>>;

public sealed record ReadRelease(ReleaseName Name) : IRequest<Result<Release>>;

public sealed class ReadReleaseHandler(IReleases releases) : IRequestHandler<ListReleases, IReadOnlyList<Release>>, IRequestHandler<ReadRelease, Result<Release>>
{
    public Task<IReadOnlyList<Release>> Handle(ListReleases query, CancellationToken cancellationToken) => releases.All(cancellationToken);

    public async Task<Result<Release>> Handle(ReadRelease query, CancellationToken cancellationToken) =>
        await releases.Find(query.Name, cancellationToken) is { } release ? release : ReleaseErrors.NotFound(query.Name);
}
