using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Requests;

namespace ConflictEvents.Cli.Terminal;

/// <summary>Whoever may run this program on the database needs no key.</summary>
internal sealed class CommandLineContext : IRequestContext
{
    public string RecordedBy => KeyNames.CommandLine;

    public string RequestId => KeyNames.CommandLine;

    public Audience Audience => Audience.KeyHolders;
}
