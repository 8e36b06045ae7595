using System.Globalization;
using System.Runtime.Versioning;

namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>One installed version of PostgreSQL's server programs.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PostgresBinaries
{
    private const int OldestMajor = 15;

    private PostgresBinaries(string directory, int major, bool hasPostgis)
    {
        Directory = directory;
        Major = major;
        HasPostgis = hasPostgis;
    }

    public string Directory { get; }

    public int Major { get; }

    /// <summary>Whether PostGIS's library lies beside this version.</summary>
    public bool HasPostgis { get; }

    public string Path(string program) => System.IO.Path.Combine(Directory, program);

    /// <summary>
    /// The installation that <c>PG_BIN</c> names, else the newest that has PostGIS, else the newest.
    /// </summary>
    /// <param name="dataMajor">The version that wrote an existing cluster: only that one can run it.</param>
    /// <exception cref="LocalPostgresException">None of version 15 or later is installed, or not the one the data needs.</exception>
    public static async Task<PostgresBinaries> Find(int? dataMajor)
    {
        var found = new List<PostgresBinaries>();
        foreach (var directory in Candidates().Distinct())
        {
            if (await Inspect(directory) is { } binaries)
                found.Add(binaries);
        }

        if (dataMajor is { } needed)
        {
            return found.Find(binaries => binaries.Major == needed) ?? throw new LocalPostgresException(
                $"The data was written by PostgreSQL {needed}, which is not installed. Install it ({InstallHint(needed)}), " +
                "name its directory of programs in PG_BIN, or move the data away to start afresh.");
        }

        return found.Where(binaries => binaries.Major >= OldestMajor)
            .OrderByDescending(binaries => binaries.HasPostgis)
            .ThenByDescending(binaries => binaries.Major)
            .FirstOrDefault() ?? throw new LocalPostgresException(
                $"PostgreSQL {OldestMajor} or later with PostGIS is needed and was not found in /usr/lib/postgresql, on PATH or in PG_BIN. " +
                $"Install it ({InstallHint(OldestMajor)}) or set ConnectionStrings__ConflictEvents to a server elsewhere.");
    }

    /// <summary>Which package brings PostGIS (and the server, where missing) for a version, by operating system.</summary>
    public static string InstallHint(int major) => OperatingSystem.IsMacOS()
        ? $"brew install postgresql@{major} postgis"
        : $"Debian and Ubuntu: apt-get install postgresql-{major}-postgis-3; Fedora: dnf install postgresql-server postgresql-contrib postgis";

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("PG_BIN") is { Length: > 0 } named)
            return [named];
        return Versions("/usr/lib/postgresql", "*", "bin")
            .Concat(Versions("/usr", "pgsql-*", "bin"))
            .Concat(Versions("/opt/homebrew/opt", "postgresql@*", "bin"))
            .Concat(Versions("/usr/local/opt", "postgresql@*", "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<string> Versions(string parent, string pattern, string programs) => System.IO.Directory.Exists(parent)
        ? System.IO.Directory.EnumerateDirectories(parent, pattern).Select(version => System.IO.Path.Combine(version, programs))
        : [];

    private static async Task<PostgresBinaries?> Inspect(string directory)
    {
        string[] programs = ["postgres", "initdb", "pg_ctl"];
        if (!programs.All(program => File.Exists(System.IO.Path.Combine(directory, program))))
            return null;

        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "postgres (PostgreSQL) 18beta1"
        var version = await ServerCommand.Run(System.IO.Path.Combine(directory, "postgres"), "--version");
        var digits = version.Output.Split(' ').ElementAtOrDefault(2)?.TakeWhile(char.IsAsciiDigit).ToArray() ?? [];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major))
            return null;

        var configuration = System.IO.Path.Combine(directory, "pg_config");
        var libraries = File.Exists(configuration) ? (await ServerCommand.Run(configuration, "--pkglibdir")).Output : "";
        return new PostgresBinaries(directory, major, File.Exists(System.IO.Path.Combine(libraries, $"{ServerSettings.PostgisLibrary}.so")));
    }
}
