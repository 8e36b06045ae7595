namespace ConflictEvents.Cli.Terminal;

/// <summary>There is no database to work on, or it is not in a state to work on; the message says why and what to do.</summary>
internal sealed class NoDatabaseException : Exception
{
    public NoDatabaseException(string message) : base(message)
    {
    }

    public NoDatabaseException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
