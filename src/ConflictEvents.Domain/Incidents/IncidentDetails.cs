using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Incidents;

/// <summary>One violent event, or one development that matters to them: where, when, what, who, and how it is known.</summary>
public record IncidentDetails : IDetailsOfKind
{
    public static ResourceKind Kind => ResourceKind.Incident;

    /// <summary>A headline in the recorder's own words.</summary>
    public required string Title { get; init; }

    /// <summary>What happened, in the recorder's own words.</summary>
    public string? Summary { get; init; }

    public required IncidentType Type { get; init; }

    /// <summary>A sub-type of the type; null where it cannot be told.</summary>
    public IncidentSubType? SubType { get; init; }

    /// <summary>UCDP's type of violence; null where UCDP would not code the event.</summary>
    public UcdpViolence? Violence { get; init; }

    /// <summary>When it happened.</summary>
    public required DateWindow Occurred { get; init; }

    /// <summary>Other dates that documents give for it, contradictions included.</summary>
    public IReadOnlyList<DateStatement> DateStatements { get; init; } = [];

    public required Place Place { get; init; }

    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>Who is said to be responsible, by whom.</summary>
    public IReadOnlyList<ResponsibilityClaim> Responsibility { get; init; } = [];

    /// <summary>The conflicts it belongs to; the conflicts above them follow by themselves.</summary>
    public IReadOnlyList<Guid> ConflictIds { get; init; } = [];

    /// <summary>Statements about it that are no casualty figures.</summary>
    public IReadOnlyList<Statement> Statements { get; init; } = [];

    /// <summary>The documents that report it; at least one.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    public IReadOnlyList<ForeignId> ForeignIds { get; init; } = [];

    public IDetailsOfKind? Remains(IDetails first) => null;

    public IEnumerable<Reference> References() =>
        Place.References("place")
            .Concat(ConflictIds.Select((id, i) => new Reference(ResourceKind.Conflict, id, $"conflictIds[{i}]")))
            .Concat(Participants.SelectMany((participant, i) => participant.References($"participants[{i}]")))
            .Concat(Responsibility.SelectMany((claim, i) => claim.References($"responsibility[{i}]")))
            .Concat(DateStatements.SelectMany((statement, i) => statement.References($"dateStatements[{i}]")))
            .Concat(Statements.SelectMany((statement, i) => statement.References($"statements[{i}]")))
            .Concat(Citations.SelectMany((citation, i) => citation.References($"citations[{i}]")));
}
