using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Conflicts;

/// <summary>The larger contest that incidents belong to.</summary>
public record ConflictDetails : IDetails
{
    public static ResourceKind Kind => ResourceKind.Conflict;

    /// <summary>Every name in use; the first is the one shown.</summary>
    public required IReadOnlyList<Name> Names { get; init; }

    public string? Description { get; init; }

    /// <summary>The conflict that this one is a part of.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>ISO 3166-1 alpha-2 codes of the countries it is fought in.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>When it began.</summary>
    public DateWindow? Onset { get; init; }

    /// <summary>When it ended; null while it goes on or where unknown.</summary>
    public DateWindow? End { get; init; }

    /// <summary>The dates that documents give for its beginning, contradictions included.</summary>
    public IReadOnlyList<DateStatement> OnsetStatements { get; init; } = [];

    /// <summary>Statements about it that are no casualty figures.</summary>
    public IReadOnlyList<Statement> Statements { get; init; } = [];

    public IReadOnlyList<ForeignId> ForeignIds { get; init; } = [];

    public IEnumerable<Reference> References()
    {
        IEnumerable<Reference> parent = ParentId is { } id ? [new Reference(ResourceKind.Conflict, id, "parentId")] : [];
        return parent
            .Concat(OnsetStatements.SelectMany((statement, i) => statement.References($"onsetStatements[{i}]")))
            .Concat(Statements.SelectMany((statement, i) => statement.References($"statements[{i}]")));
    }
}

/// <summary>A conflict with its cumulative tolls.</summary>
public sealed class Conflict() : ClaimHolder<ConflictDetails>(ClaimBasis.Cumulative);
