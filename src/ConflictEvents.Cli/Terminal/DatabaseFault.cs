using System.Data.Common;

namespace ConflictEvents.Cli.Terminal;

/// <summary>Tells an operator why the database could not be worked on.</summary>
internal static class DatabaseFault
{
    // https://www.postgresql.org/docs/15/errcodes-appendix.html: authorization, catalog name, connection, operator intervention, resources.
    private static readonly string[] Unreachable = ["28", "3D", "08", "57P", "53"];

    private const string MissingRight = "42501";

    /// <returns>Null when it was not for the operator's setting of things that the command failed.</returns>
    public static string? Explain(Exception exception)
    {
        var fault = exception;
        while (fault is not null and not DbException)
            fault = fault.InnerException;

        return fault switch
        {
            DbException { SqlState: null } => $"The database does not answer: {Innermost(fault).Message}",
            DbException { SqlState: MissingRight } => $"The login of ConnectionStrings__ConflictEvents has not the right: {fault.Message}. It must be the owner of the database.",
            DbException { SqlState: { } state } when Unreachable.Any(c => state.StartsWith(c, StringComparison.Ordinal)) => $"The database cannot be used: {fault.Message}",
            _ => null,
        };
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
