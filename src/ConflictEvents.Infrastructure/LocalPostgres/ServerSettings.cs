using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>The settings of a private server: sized for the machine, and deaf to the network.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ServerSettings
{
    public const string PostgisLibrary = "postgis-3";

    private const long Mebibyte = 1024 * 1024;

    public static string Render(LocalPostgresOptions options, PostgresBinaries binaries, string socketDirectory)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Mebibyte;
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "",
            ["unix_socket_directories"] = socketDirectory,
            ["unix_socket_permissions"] = "0700",
            ["password_encryption"] = "scram-sha-256",
            ["max_connections"] = "100",
            ["shared_buffers"] = Megabytes(Math.Clamp(memory / 8, 64, 1024)),
            ["effective_cache_size"] = Megabytes(Math.Max(memory / 2, 256)),
            ["work_mem"] = "16MB",
            ["maintenance_work_mem"] = "128MB",
            ["max_wal_size"] = "2GB",
            ["checkpoint_timeout"] = "15min",
            ["wal_compression"] = "on",
            ["random_page_cost"] = "1.1",
            // Compiling costs more than it saves on queries that end within milliseconds.
            ["jit"] = "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_line_prefix"] = "%m [%p] ",
            ["log_checkpoints"] = "off",
        };

        // Loaded once and inherited by every backend, instead of about 20 ms at each backend's first call.
        if (binaries.HasPostgis)
            settings["shared_preload_libraries"] = PostgisLibrary;

        if (!options.Durable)
        {
            settings["fsync"] = "off";
            settings["synchronous_commit"] = "off";
            settings["full_page_writes"] = "off";
            settings["wal_level"] = "minimal";
            settings["max_wal_senders"] = "0";
            settings["shared_buffers"] = "128MB";
        }

        foreach (var (name, value) in options.Settings)
            settings[name] = value;

        var text = new StringBuilder("# Written anew at every start of the service.\n");
        foreach (var (name, value) in settings)
            text.Append(CultureInfo.InvariantCulture, $"{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'\n");
        return text.ToString();
    }

    private static string Megabytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count}MB");
}
