namespace ConflictEvents.Domain.Incidents;

/// <summary>How far an editor holds that the incident happened as recorded.</summary>
public enum VerificationStatus
{
    /// <summary>Nobody has judged it.</summary>
    Unverified,

    /// <summary>Sources that do not rest on each other agree.</summary>
    Corroborated,
    Confirmed,

    /// <summary>Sources contradict each other in what matters.</summary>
    Contested,

    /// <summary>It is held not to have happened as reported.</summary>
    Discounted,
}

/// <summary>An editor's judgement of an incident.</summary>
/// <param name="Rationale">Why; null only while nobody has judged it.</param>
public sealed record Verification(VerificationStatus Status, string? Rationale);
