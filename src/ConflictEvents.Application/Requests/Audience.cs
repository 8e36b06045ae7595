namespace ConflictEvents.Application.Requests;

/// <summary>Whom an answer is for. Records whose licence forbids to pass them on are shown to holders of a key only.</summary>
public enum Audience
{
    /// <summary>Anybody: whoever asks shows no key.</summary>
    Public,

    KeyHolders,
}
