namespace ConflictEvents.Application.Keys;

public static class KeyNames
{
    /// <summary>Under which the bootstrap key of the configuration records; no stored key may have it.</summary>
    public const string Bootstrap = "bootstrap";
}
