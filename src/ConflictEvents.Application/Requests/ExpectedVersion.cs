namespace ConflictEvents.Application.Requests;

/// <summary>The versions of a resource that a change may start from, as its author stated them (<c>If-Match</c>).</summary>
public sealed record ExpectedVersion
{
    private readonly IReadOnlyList<int>? _versions;

    /// <param name="versions">None: no version will do, so the change is always stale.</param>
    public ExpectedVersion(params IReadOnlyList<int> versions) => _versions = versions;

    private ExpectedVersion() => _versions = null;

    /// <summary>The author does not care which version the change starts from.</summary>
    public static ExpectedVersion Any { get; } = new();

    public bool Allows(int version) => _versions?.Contains(version) ?? true;
}
