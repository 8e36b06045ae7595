using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Citing;

/// <summary>Where a statement is published.</summary>
public sealed record Citation
{
    /// <summary>The document that carries the statement.</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>The page or pages, as the document numbers them.</summary>
    public string? Page { get; init; }

    /// <summary>The paragraph, counted from 1, the headline not counted.</summary>
    public int? Paragraph { get; init; }

    /// <summary>The id of the record within the document, where that is a dataset.</summary>
    public string? Record { get; init; }

    /// <summary>A few words of the original, at most 300 characters.</summary>
    public string? Quote { get; init; }

    /// <summary>Whom the document names as its own source for the statement; empty when it speaks in its own voice.</summary>
    public IReadOnlyList<Claimant> AttributedTo { get; init; } = [];

    /// <summary>Whether the two differ in nothing.</summary>
    public bool IsSameAs(Citation other) =>
        (DocumentId, Page, Paragraph, Record, Quote) == (other.DocumentId, other.Page, other.Paragraph, other.Record, other.Quote)
        && AttributedTo.SequenceEqual(other.AttributedTo);

    internal IEnumerable<Reference> References(string path) =>
        AttributedTo.SelectMany((claimant, i) => claimant.References($"{path}.attributedTo[{i}]"))
            .Prepend(new Reference(ResourceKind.Document, DocumentId, $"{path}.documentId"));
}
