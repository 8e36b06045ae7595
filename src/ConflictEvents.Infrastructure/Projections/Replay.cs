using ConflictEvents.Application.Maintenance;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>Projects commit after commit, just as they were projected when they were made.</summary>
/// <param name="log">Streams the log; nothing else may use it.</param>
/// <param name="target">Leads to the read model that is written.</param>
internal sealed class Replay(NpgsqlConnection log, NpgsqlConnection target, IProgress<LogProgress>? progress)
{
    private const int ReportEvery = 100;

    private readonly Projector _projector = new(target);
    private long _reported;

    /// <summary>The last position projected.</summary>
    public long Reached { get; private set; }

    public async Task To(LogHead head, CancellationToken cancellationToken)
    {
        // All events of a commit share their time, and no two commits do.
        var commit = new List<LoggedEvent>();
        await foreach (var logged in LogReader.Range(log, Reached, head.Position, cancellationToken))
        {
            if (commit.Count > 0 && logged.Recorded.RecordedAt != commit[0].Recorded.RecordedAt)
            {
                await Project(commit, head, cancellationToken);
                commit.Clear();
            }

            commit.Add(logged);
        }

        if (commit.Count > 0)
            await Project(commit, head, cancellationToken);
        if (Reached != head.Position)
            throw new InvalidOperationException($"The log ends at {Reached}, its head stands at {head.Position}. Verify the log.");
    }

    private async Task Project(List<LoggedEvent> commit, LogHead head, CancellationToken cancellationToken)
    {
        var streams = commit.GroupBy(logged => logged.StreamId).ToList();
        var created = streams.Where(stream => stream.First().Recorded.Version == 1).Select(stream => stream.Key).ToHashSet();
        var earlier = (await LogReader.Fold(target, [.. streams.Select(stream => stream.Key).Where(id => !created.Contains(id))], commit[0].Position - 1, cancellationToken))
            .ToDictionary(resource => resource.Id);
        var changed = new List<Resource>();
        foreach (var stream in streams)
        {
            var resource = earlier.GetValueOrDefault(stream.Key) ?? ResourceFactory.Empty(stream.First().Kind, stream.Key);
            foreach (var logged in stream)
                resource.Apply(logged.Recorded);
            changed.Add(resource);
        }

        Reached = commit[^1].Position;
        await _projector.Project(Reached, changed, created, cancellationToken);
        if (Reached - _reported < ReportEvery && Reached != head.Position)
            return;
        _reported = Reached;
        progress?.Report(new LogProgress(Reached, head.Position));
    }
}
