using System.Text.Json;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Domain.Tests.Casualties;

namespace ConflictEvents.Domain.Tests.Merging;

/// <summary>Some incidents on which things are decided as the service does: what is refused changes nothing.</summary>
internal sealed class MergingWorld
{
    private DateTimeOffset _now = Given.Recorded;

    public MergingWorld(int incidents) => Incidents = [.. Enumerable.Range(1, incidents).Select(n =>
    {
        var incident = new Incident { Id = Given.Id(1000 + n) };
        Apply(incident, [new Created<IncidentDetails>(Details($"Incident {n}", n))]);
        return incident;
    })];

    public IReadOnlyList<Incident> Incidents { get; }

    public static IncidentDetails Details(string title, params int[] documents) => new()
    {
        Title = title,
        Type = IncidentType.Battles,
        Occurred = new DateWindow { Earliest = new DateOnly(2019, 4, 6), Latest = new DateOnly(2019, 4, 6) },
        Place = new Place { LocationId = Given.Id(5000) },
        Citations = [.. documents.Select(n => new Citation { DocumentId = Given.Id(2000 + n) })],
        ForeignIds = [.. documents.Select(n => new ForeignId { Scheme = "test", Value = $"{n}" })],
    };

    /// <summary>All of the state but how it came about.</summary>
    public static string Text(Incident incident) => JsonSerializer.Serialize(new
    {
        incident.Status,
        incident.MergedInto,
        incident.DistinctFrom,
        incident.Details,
        incident.Verification,
        Claims = incident.Claims.Entries,
        incident.Citations,
        incident.ForeignIds,
        Absorbed = incident.Absorbed.Standing,
        incident.Redistributable,
        References = incident.References().ToList(),
    });

    public Error? Do(Incident incident, Result<IReadOnlyList<DomainEvent>> decided, string? reason = "a reason")
    {
        if (decided.Error is { } refused)
            return refused;
        Apply(incident, decided.Value, reason);
        return null;
    }

    /// <summary>As the handler does it.</summary>
    public Error? Merge(Incident one, Incident into)
    {
        var (merged, absorbed) = (one.MergeInto(into.Id), into.Absorb(one));
        return (merged.Error ?? absorbed.Error) ?? Do(one, merged) ?? Do(into, absorbed);
    }

    /// <inheritdoc cref="Merge"/>
    public Error? Unmerge(Incident one)
    {
        var unmerged = one.Unmerge();
        if (unmerged.Error is { } refused)
            return refused;
        var into = Incidents.Single(incident => incident.Id == one.MergedInto);
        var (released, decided) = (into.Release(one.Id), into.DecidedFor(one.Id));
        if (released.Error is { } error)
            return error;
        Do(one, unmerged);
        foreach (var (happened, reason) in decided)
            Do(one, new[] { happened }, reason);
        return Do(into, released);
    }

    private void Apply(Incident incident, IReadOnlyList<DomainEvent> events, string? reason = null)
    {
        _now += TimeSpan.FromMinutes(1);
        foreach (var happened in events)
            incident.Apply(new RecordedEvent(happened, incident.Version + 1, _now, "key", reason));
    }
}
