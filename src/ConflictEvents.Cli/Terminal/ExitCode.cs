namespace ConflictEvents.Cli.Terminal;

internal static class ExitCode
{
    public const int Sound = 0;

    /// <summary>Faults in the log, differences in the read model, or a request that the state of things does not allow.</summary>
    public const int Unsound = 1;

    /// <summary>The command line is wrong, or there is no database that it could work on.</summary>
    public const int WrongUsage = 2;

    public const int Unexpected = 3;

    /// <summary>As shells give it for a program that Ctrl+C ended.</summary>
    public const int Stopped = 130;
}
