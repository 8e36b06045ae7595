using System.Diagnostics;
using System.Globalization;

namespace ConflictEvents.Api.Tests.Feed;

/// <summary>
/// How long writers and followers are let run beside each other: a few seconds, or <c>CONFLICT_EVENTS_DRILL_SECONDS=60</c> from the environment.
/// </summary>
internal sealed class Drill
{
    private const int UsualSeconds = 5;

    private readonly long _began = Stopwatch.GetTimestamp();

    private readonly TimeSpan _length = TimeSpan.FromSeconds(
        Environment.GetEnvironmentVariable("CONFLICT_EVENTS_DRILL_SECONDS") is { Length: > 0 } seconds ? int.Parse(seconds, CultureInfo.InvariantCulture) : UsualSeconds);

    public bool IsOver => Stopwatch.GetElapsedTime(_began) > _length;
}
