using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Sources;

/// <summary>What a document is.</summary>
public enum DocumentKind
{
    Article,
    Report,

    /// <summary>A post on a social network.</summary>
    Post,
    Statement,
    Broadcast,

    /// <summary>One version of a dataset as a whole; citations name its records.</summary>
    Dataset,
    DatasetRow,
    Other,
}

/// <summary>The bibliographic members of a document that may be inferred rather than read off it.</summary>
public enum DocumentField
{
    Title,
    Source,
    Url,
    Published,
    Authors,
}

/// <summary>One citable item of a source.</summary>
public record DocumentDetails : IDetailsOfKind
{
    public static ResourceKind Kind => ResourceKind.Document;

    public required DocumentKind Type { get; init; }

    /// <summary>The publisher.</summary>
    public required Guid SourceId { get; init; }

    /// <summary>Other sources whose material the document says it uses.</summary>
    public IReadOnlyList<Guid> ContributingSourceIds { get; init; } = [];

    /// <summary>As the document itself has it.</summary>
    public required string Title { get; init; }

    /// <summary>As they sign, in their order.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Absolute http or https address; null where none is known.</summary>
    public string? Url { get; init; }

    /// <summary>Absolute address of an archived copy.</summary>
    public string? ArchivedUrl { get; init; }

    /// <summary>BCP 47 tag of the language it is written in.</summary>
    public string? Language { get; init; }

    /// <summary>When it was published; a window of several days where only that is known.</summary>
    public DateWindow? Published { get; init; }

    /// <summary>The day it was read.</summary>
    public DateOnly? RetrievedOn { get; init; }

    /// <summary>SHA-256 of the capture that was read, 64 lower-case hexadecimal digits.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Which members were inferred from elsewhere because the item itself does not show them.</summary>
    public IReadOnlyList<DocumentField> Inferred { get; init; } = [];

    /// <summary>What a reader of the document should know: words lost in it, how its date was worked out.</summary>
    public string? Note { get; init; }

    public IReadOnlyList<ForeignId> ForeignIds { get; init; } = [];

    public IDetailsOfKind Remains(IDetails first) => new DocumentDetails { Type = Type, SourceId = ((DocumentDetails)first).SourceId, Title = Name.Erased };

    public IEnumerable<Reference> References() =>
        ContributingSourceIds.Select((id, i) => new Reference(ResourceKind.Source, id, $"contributingSourceIds[{i}]"))
            .Prepend(new Reference(ResourceKind.Source, SourceId, "sourceId"));
}
