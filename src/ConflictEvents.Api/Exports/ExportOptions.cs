namespace ConflictEvents.Api.Exports;

/// <summary>What goes with exports; the section <c>Exports</c> of the configuration.</summary>
public sealed class ExportOptions
{
    public const string Section = "Exports";

    /// <summary>Under which terms the data may be used: a sentence, or the address of a licence. Sent with every export.</summary>
    public string License { get; set; } = "Every record keeps the licence of its publisher.";

    /// <summary>Seconds that a reader, also one of server-sent events, may take over some ten thousand bytes before the connection is broken off.</summary>
    public int StallSeconds { get; set; } = 30;
}
