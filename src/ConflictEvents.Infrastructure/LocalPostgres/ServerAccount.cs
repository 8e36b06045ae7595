using System.Runtime.Versioning;

namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>
/// The operating system's account that the server runs under. PostgreSQL refuses to run as root, so root hands the server to the
/// owner of an existing cluster, else to the user <c>postgres</c>; anybody else runs it as themselves.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ServerAccount
{
    private readonly string? _user;
    private readonly string? _group;

    private ServerAccount(string? user, string? group)
    {
        _user = user;
        _group = group;
    }

    /// <summary>The account that root stepped down to; null where the server runs as the current user.</summary>
    public string? SteppedDownTo => _user;

    /// <param name="cluster">The directory of the cluster; it need not exist yet.</param>
    public static async Task<ServerAccount> For(string cluster)
    {
        if (!Environment.IsPrivilegedProcess)
            return new ServerAccount(null, null);

        var user = "postgres";
        if (Directory.Exists(cluster))
        {
            var owner = await ServerCommand.Run("stat", "-c", "%U", cluster);
            if (owner.Succeeded && owner.Output is not ("root" or "UNKNOWN"))
                user = owner.Output;
        }

        var group = await ServerCommand.Run("id", "-g", user);
        return group.Succeeded
            ? new ServerAccount(user, group.Output)
            : throw new LocalPostgresException(
                $"PostgreSQL refuses to run as root, and there is no user '{user}' to hand it to. " +
                "Install PostgreSQL from the system's packages, which makes that user, or start the service as another user.");
    }

    public Task<ServerCommand.Outcome> Run(string program, params IEnumerable<string> arguments)
    {
        if (_user is null)
            return ServerCommand.Run(program, arguments);
        return File.Exists("/usr/bin/setpriv") || File.Exists("/bin/setpriv")
            ? ServerCommand.Run("setpriv", ["--reuid", _user, "--regid", _group!, "--init-groups", "--", program, .. arguments])
            : ServerCommand.Run("runuser", ["-u", _user, "--", program, .. arguments]);
    }

    /// <summary>Makes files that root created the account's own.</summary>
    public async Task TakeOver(string path)
    {
        if (_user is null)
            return;
        var changed = await ServerCommand.Run("chown", "-R", "--no-dereference", $"{_user}:", path);
        if (!changed.Succeeded)
            throw new LocalPostgresException($"{path} cannot be given to user {_user}: {changed.Everything}");
    }

    /// <summary>Whether the account may pass through every directory above this one and into it.</summary>
    public async Task<bool> CanEnter(string directory) => (await Run("test", "-x", directory)).Succeeded;
}
