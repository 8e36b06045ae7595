using ConflictEvents.Application.Maintenance;
using ConflictEvents.Application.Resources;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>Projects commit after commit, just as they were projected when they were made.</summary>
/// <param name="log">Streams the log; nothing else may use it.</param>
/// <param name="target">Leads to the read model that is written.</param>
/// <param name="only">Whose rows are written; everything's when null.</param>
internal sealed class Replay(NpgsqlConnection log, NpgsqlConnection target, IProgress<LogProgress>? progress, IReadOnlySet<Guid>? only = null)
{
    private const int ReportEvery = 100;

    private readonly Projector _projector = new(target, isReplay: true, only: only);
    private long _reported;

    /// <summary>The last position projected.</summary>
    public long Reached { get; private set; }

    public async Task To(LogHead head, CancellationToken cancellationToken)
    {
        // All events of a commit share their time, and no two commits do.
        var commit = new List<LoggedEvent>();
        await foreach (var logged in LogReader.Range(log, Reached, head.Position, cancellationToken))
        {
            if (commit.Count > 0 && logged.Happening.Recorded.RecordedAt != commit[0].Happening.Recorded.RecordedAt)
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

    /// <param name="first">The position of the first event of a commit.</param>
    /// <param name="last">That of its last one.</param>
    public async Task Commit(long first, long last, CancellationToken cancellationToken) =>
        await Project(await LogReader.Range(log, first - 1, last, cancellationToken).ToListAsync(cancellationToken), cancellationToken);

    private async Task Project(List<LoggedEvent> commit, LogHead head, CancellationToken cancellationToken)
    {
        await Project(commit, cancellationToken);
        if (Reached - _reported < ReportEvery && Reached != head.Position)
            return;
        _reported = Reached;
        progress?.Report(new LogProgress(Reached, head.Position));
    }

    private async Task Project(List<LoggedEvent> commit, CancellationToken cancellationToken)
    {
        var created = commit.Where(logged => logged.Happening.Recorded.Version == 1).Select(logged => logged.StreamId).ToHashSet();
        var earlier = commit.Select(logged => logged.StreamId).Where(id => !created.Contains(id)).Distinct().ToList();
        var resources = (await LogReader.Fold(target, earlier, commit[0].Happening.Position - 1, cancellationToken)).ToDictionary(resource => resource.Id);
        var trail = new Trail();
        foreach (var logged in commit)
        {
            if (!resources.TryGetValue(logged.StreamId, out var resource))
                resources[logged.StreamId] = resource = ResourceFactory.Empty(logged.Kind, logged.StreamId);
            trail.Apply(resource, logged.Happening);
        }

        Reached = commit[^1].Happening.Position;
        await using var batch = new NpgsqlBatch(target);
        await _projector.Project(Reached, trail, batch, cancellationToken);
        await batch.Send(cancellationToken);
    }
}
