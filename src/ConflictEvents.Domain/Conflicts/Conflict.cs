using System.Text.Json.Serialization;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Conflicts;

/// <summary>The larger contest that incidents belong to.</summary>
public record ConflictDetails : IDetailsOfKind
{
    public static ResourceKind Kind => ResourceKind.Conflict;

    /// <summary>Every name in use; the first is the one shown.</summary>
    public required IReadOnlyList<Name> Names { get; init; }

    /// <summary>What it is about, in the recorder's own words.</summary>
    public string? Description { get; init; }

    /// <summary>The conflict that this one is a part of.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>ISO 3166-1 alpha-2 codes of the countries it is fought in.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>The belligerents.</summary>
    public IReadOnlyList<Belligerent> Belligerents { get; init; } = [];

    /// <summary>When it began.</summary>
    public DateWindow? Onset { get; init; }

    /// <summary>When it ended; null while it goes on or where unknown.</summary>
    public DateWindow? End { get; init; }

    /// <summary>The dates that documents give for its beginning, contradictions included.</summary>
    public IReadOnlyList<DateStatement> OnsetStatements { get; init; } = [];

    /// <summary>Statements about it that are no casualty figures.</summary>
    public IReadOnlyList<Statement> Statements { get; init; } = [];

    public IReadOnlyList<ForeignId> ForeignIds { get; init; } = [];

    public IDetailsOfKind Remains(IDetails first) =>
        new ConflictDetails { Names = Name.AllErased, ParentId = ParentId == ((ConflictDetails)first).ParentId ? ParentId : null };

    public IEnumerable<Reference> References()
    {
        IEnumerable<Reference> parent = ParentId is { } id ? [new Reference(ResourceKind.Conflict, id, "parentId")] : [];
        return parent
            .Concat(Belligerents.SelectMany((belligerent, i) => belligerent.References($"belligerents[{i}]")))
            .Concat(OnsetStatements.SelectMany((statement, i) => statement.References($"onsetStatements[{i}]")))
            .Concat(Statements.SelectMany((statement, i) => statement.References($"statements[{i}]")));
    }
}

/// <summary>UCDP's two sides of a conflict; side A is the government where one is involved.</summary>
public enum ConflictSide
{
    [JsonStringEnumMemberName("A")]
    A,
    [JsonStringEnumMemberName("B")]
    B,
}

/// <summary>An actor that fights in a conflict.</summary>
public sealed record Belligerent
{
    /// <summary>The actor that fights.</summary>
    public required Guid ActorId { get; init; }

    /// <summary>Null where it belongs to neither.</summary>
    public ConflictSide? Side { get; init; }

    /// <summary>Where its part is published; at least one.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    internal IEnumerable<Reference> References(string path) =>
        Citations.SelectMany((citation, i) => citation.References($"{path}.citations[{i}]"))
            .Prepend(new Reference(ResourceKind.Actor, ActorId, $"{path}.actorId"));
}

/// <summary>A conflict with its cumulative tolls.</summary>
public sealed class Conflict() : ClaimHolder<ConflictDetails>(ClaimBasis.Cumulative);
