namespace ConflictEvents.Domain.Incidents;

public enum VerificationStatus
{
    Unverified,
    Corroborated,
    Confirmed,
    Contested,
    Discounted,
}

/// <summary>An editor's judgement of an incident.</summary>
/// <param name="Rationale">Why; null only while nobody has judged it.</param>
public sealed record Verification(VerificationStatus Status, string? Rationale);
