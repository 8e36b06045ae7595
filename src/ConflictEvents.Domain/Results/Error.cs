namespace ConflictEvents.Domain.Results;

/// <summary>How an expected failure is to be understood by whoever asked; the API maps each kind to one HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is malformed.</summary>
    Malformed,

    /// <summary>The request is well formed, but its content breaks a rule.</summary>
    Invalid,

    NotFound,

    /// <summary>It was there, and is not kept any more.</summary>
    Gone,

    /// <summary>Whoever asks may not have it.</summary>
    Forbidden,

    /// <summary>The content is fine, the state of the resource does not allow it.</summary>
    Conflict,

    /// <summary>The version the caller worked from is no longer the current one.</summary>
    Stale,

    /// <summary>Not possible for the moment; the same request may succeed soon.</summary>
    Unavailable,

    /// <summary>As much of this is under way as may be; the same request may succeed soon.</summary>
    Busy,

    /// <summary>More is sent than is taken.</summary>
    TooLarge,

    /// <summary>Another resource stands for the one that is asked for: see <see cref="Error.MovedTo"/>.</summary>
    Moved,
}

/// <summary>An expected failure.</summary>
/// <param name="Code">Stable and machine-readable, in kebab-case.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message)
{
    /// <summary>The members or parameters at fault, by path (<c>claims[0].number</c>); empty when it is not about one.</summary>
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>The resource of the same kind to ask for instead; null unless it is <see cref="ErrorKind.Moved"/>.</summary>
    public Guid? MovedTo { get; init; }
}

/// <summary>What is wrong with one member or parameter.</summary>
/// <param name="Path">The JSON path of the member without the leading <c>$.</c>, or the name of the query parameter.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record FieldError(string Path, string Message);
