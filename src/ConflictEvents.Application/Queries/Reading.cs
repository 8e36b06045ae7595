using System.ComponentModel;
using ConflictEvents.Application.Releases;

namespace ConflictEvents.Application.Queries;

/// <summary>The state of knowledge that is asked for: the one at a time, the one that a release names, or the newest where neither is given.</summary>
public record Reading
{
    public static readonly Reading Now = new();

    [Description("Answers as the service would have answered then: an RFC 3339 date-time of the past, such as `2026-03-01T12:00:00Z`. Left out, it is now.")]
    public AsOf? AsOf { get; init; }

    [Description("Answers as the service would have answered when a release was named, such as `2026.1`; the same for ever. Instead of `asOf`. `GET /v1/releases` lists them.")]
    public ReleaseName? Release { get; init; }

    /// <returns>What makes it meaningless; null for a sound one.</returns>
    public Domain.Results.Error? Fault() =>
        AsOf is not null && Release is not null ? QueryErrors.Parameter("release", "stands instead of asOf, not beside it.") : null;
}
