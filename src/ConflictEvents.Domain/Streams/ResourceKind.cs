namespace ConflictEvents.Domain.Streams;

/// <summary>The six kinds of resource; each resource is one event stream.</summary>
public enum ResourceKind
{
    Incident,
    Conflict,
    Actor,
    Location,
    Source,
    Document,
}

/// <summary>A mention of another resource.</summary>
/// <param name="Path">Where in the mentioning record the id stands (<c>participants[1].actorId</c>).</param>
public readonly record struct Reference(ResourceKind Kind, Guid Id, string Path);

/// <summary>The part of a resource that its author states and may correct as a whole.</summary>
public interface IDetails
{
    /// <summary>Every other resource mentioned, in order of appearance, repeats included.</summary>
    IEnumerable<Reference> References();
}

/// <summary>Details whose type tells the kind of resource they belong to.</summary>
public interface IDetailsOfKind : IDetails
{
    static abstract ResourceKind Kind { get; }

    /// <param name="first">The details with which the resource was recorded. Whatever it mentions was there for as long as it was itself.</param>
    /// <returns>
    /// What is kept of them when they are erased: what others that mention the resource rest on, such as its type and what it has always stood
    /// below, and no word of theirs. Null where nothing rests on it.
    /// </returns>
    IDetailsOfKind? Remains(IDetails first);
}
