namespace ConflictEvents.Application.Requests;

/// <summary>On whose behalf, and within which request, something is done.</summary>
public interface IRequestContext
{
    /// <summary>The name of the key that authorised the request; stands in the log beside every event.</summary>
    string RecordedBy { get; }

    /// <summary>What finds the request again in the service's own logs.</summary>
    string RequestId { get; }
}
