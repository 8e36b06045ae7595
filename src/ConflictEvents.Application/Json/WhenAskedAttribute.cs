namespace ConflictEvents.Application.Json;

/// <summary>A member that an answer has only where the request asked for it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WhenAskedAttribute : Attribute
{
    /// <summary>Whether it can be unknown even then.</summary>
    public bool OrNull { get; init; }
}
