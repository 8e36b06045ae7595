namespace ConflictEvents.Application.Requests;

/// <summary>On whose behalf, and in which request, something is done.</summary>
public interface IRequestContext
{
    /// <summary>The name of the key that authorises the request; stands in the history of what it changes.</summary>
    /// <exception cref="InvalidOperationException">The request is anonymous.</exception>
    string RecordedBy { get; }

    /// <summary>The trace id, as answers and logs show it.</summary>
    string RequestId { get; }

    /// <summary>Whom the answer is for.</summary>
    Audience Audience { get; }
}
