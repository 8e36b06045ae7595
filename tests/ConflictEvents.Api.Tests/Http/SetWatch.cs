using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Tests.Http;

/// <summary>The end of the log in the hands of the test.</summary>
internal sealed class SetWatch : IHeadWatch
{
    public HeadMark? Head { get; set; }

    public HeadMark? InDatabase { get; set; }

    public Task<HeadMark> Ask(CancellationToken cancellationToken) => Task.FromResult(InDatabase!);

    public Task<HeadMark> Beyond(HeadMark head, CancellationToken cancellationToken) => throw new NotSupportedException();
}
