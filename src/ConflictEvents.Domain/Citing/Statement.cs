using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Citing;

/// <summary>What the claimant does with the content of a statement.</summary>
public enum Assertion
{
    Affirmed,
    Denied,

    /// <summary>It was planned or expected, and did not come about.</summary>
    DidNotHappen,
}

/// <summary>Something said about an incident or a conflict that is no casualty figure: a motive, a trend, a meeting, an assurance.</summary>
public sealed record Statement
{
    /// <summary>What is stated, in the recorder's own words.</summary>
    public required string Text { get; init; }

    public Assertion Assertion { get; init; }

    /// <summary>Who states it.</summary>
    public required Claimant Claimant { get; init; }

    /// <summary>Through whom it reached the cited document, from the claimant outwards.</summary>
    public IReadOnlyList<Claimant> RelayedVia { get; init; } = [];

    /// <summary>The day it was said.</summary>
    public DateOnly? StatedOn { get; init; }

    /// <summary>The words in which the document dates it ("on Saturday"); null where it gives a date.</summary>
    public string? StatedWording { get; init; }

    /// <summary>True when a date given here was worked out rather than read off the document.</summary>
    public bool DateInferred { get; init; }

    /// <summary>The actors that it is about.</summary>
    public IReadOnlyList<Guid> ActorIds { get; init; } = [];

    /// <summary>When the thing itself happened or was to happen.</summary>
    public DateWindow? Occurred { get; init; }

    /// <summary>Where the thing itself happened or was to happen.</summary>
    public Guid? LocationId { get; init; }

    /// <summary>Figures that count no people, such as operations or missiles.</summary>
    public IReadOnlyList<Quantity> Quantities { get; init; } = [];

    /// <summary>Where it is published; at least one.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    internal IEnumerable<Reference> References(string path)
    {
        IEnumerable<Reference> located = LocationId is { } location ? [new Reference(ResourceKind.Location, location, $"{path}.locationId")] : [];
        return Claimant.References($"{path}.claimant")
            .Concat(RelayedVia.SelectMany((relay, i) => relay.References($"{path}.relayedVia[{i}]")))
            .Concat(ActorIds.Select((actor, i) => new Reference(ResourceKind.Actor, actor, $"{path}.actorIds[{i}]")))
            .Concat(located)
            .Concat(Citations.SelectMany((citation, i) => citation.References($"{path}.citations[{i}]")));
    }
}

/// <summary>A counted thing inside a statement.</summary>
public sealed record Quantity
{
    /// <summary>How many of the unit there are.</summary>
    public required int Number { get; init; }

    /// <summary>How the number is meant.</summary>
    public Casualties.Qualifier Qualifier { get; init; }

    /// <summary>What is counted, in the plural ("major surgeries").</summary>
    public required string Unit { get; init; }

    /// <summary>What is unclear about it, such as a word lost in the text.</summary>
    public string? Note { get; init; }
}

/// <summary>A date that one document gives for something; several may contradict each other.</summary>
public sealed record DateStatement
{
    public required DateWindow Date { get; init; }

    /// <summary>Where the date is published; at least one.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    internal IEnumerable<Reference> References(string path) =>
        Citations.SelectMany((citation, i) => citation.References($"{path}.citations[{i}]"));
}
