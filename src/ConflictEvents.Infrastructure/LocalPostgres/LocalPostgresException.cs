namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>The private PostgreSQL server cannot be had; the message says why and what to do, in words for the operator.</summary>
public sealed class LocalPostgresException : Exception
{
    public LocalPostgresException(string message) : base(message)
    {
    }

    public LocalPostgresException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
