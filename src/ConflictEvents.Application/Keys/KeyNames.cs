namespace ConflictEvents.Application.Keys;

/// <summary>Names that stand in histories without a stored key behind them; no stored key may have one.</summary>
public static class KeyNames
{
    /// <summary>Under which the bootstrap key of the configuration records.</summary>
    public const string Bootstrap = "bootstrap";

    /// <summary>Under which whoever may run the command line on the server's machine records.</summary>
    public const string CommandLine = "cli";

    public static bool IsReserved(string name) => name is Bootstrap or CommandLine;
}
