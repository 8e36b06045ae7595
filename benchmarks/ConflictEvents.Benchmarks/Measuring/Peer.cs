using System.Globalization;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>An API generated from the normalised tables: PostGraphile 5, installed by npm into a cache with the Node.js that it wants.</summary>
internal static class Peer
{
    private const string Package = "postgraphile@5.1.5";
    private const string Node = "node@22";

    private const string Config =
        """
        import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
        import { makePgService } from "postgraphile/adaptors/pg";

        const { PGHOST: host, PGPORT, PGUSER: user, PGPASSWORD: password, PGDATABASE: database, PEER_PORT } = process.env;
        export default {
          extends: [PostGraphileAmberPreset],
          pgServices: [makePgService({ poolConfig: { host, port: Number(PGPORT), user, password, database, max: 8 }, schemas: ["normalised"] })],
          grafserv: { host: "127.0.0.1", port: Number(PEER_PORT), graphiql: false, watch: false },
        };
        """;

    private const string CardFields =
        "rowId version title type subType violence occurredFrom occurredTo country longitude latitude uncertaintyMeters verification killedLow killedBest killedHigh injuredLow injuredBest injuredHigh updatedAt "
        + "locationByLocationId { rowId name type country admin1 } "
        + "participantsByIncidentId { nodes { role actorByActorId { rowId name type } } } "
        + "incidentConflictsByIncidentId { nodes { conflictByConflictId { rowId name } } } "
        + "citationsByIncidentId { nodes { documentByDocumentId { rowId title type url published sourceBySourceId { rowId name type reliability } } } } ";

    private const string ClaimFields =
        "summary claimsByIncidentId { nodes { rowId measure number low best high victims statedOn claimant "
        + "actorByClaimantActorId { rowId name type } sourceByClaimantSourceId { rowId name type reliability } "
        + "documentByDocumentId { rowId title type url published sourceBySourceId { rowId name type reliability } } } } ";

    public static async Task<ServerProcess> Start(string connectionString, CancellationToken cancellationToken)
    {
        var cache = Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "conflict-events-bench");
        Directory.CreateDirectory(cache);
        if (!Directory.Exists(Path.Combine(cache, "node_modules", "postgraphile")))
            await Tool.Run("npm", ["install", "--prefix", cache, "--no-audit", "--no-fund", Package, Node], new Dictionary<string, string>(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(cache, "graphile.config.mjs"), Config, cancellationToken);

        var database = new NpgsqlConnectionStringBuilder(connectionString);
        return await ServerProcess.Start(
            Path.Combine(cache, "node_modules", ".bin", "node"),
            _ => [Path.Combine(cache, "node_modules", "postgraphile", "dist", "cli-run.js"), "-C", "graphile.config.mjs"],
            port => new Dictionary<string, string>
            {
                ["PGHOST"] = database.Host ?? "",
                ["PGPORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = database.Username ?? "",
                ["PGPASSWORD"] = database.Password ?? "",
                ["PGDATABASE"] = database.Database ?? "",
                ["PEER_PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["NODE_ENV"] = "production",
                ["GRAPHILE_ENV"] = "production",
            },
            cache,
            "graphql?query=%7B__typename%7D",
            cancellationToken);
    }

    /// <summary>As much as the document has.</summary>
    public static Hit ById(Guid id) => Ask($$"""query Read($id: UUID!) { incidentByRowId(rowId: $id) { {{CardFields}}{{ClaimFields}}} }""", $$"""{"id":"{{id}}"}""");

    /// <summary>As much as the cards have; of a country alone, since generated conditions know no ranges.</summary>
    public static Hit Newest(string country) => Ask(
        $$"""query Page($country: String!) { allIncidents(condition: { country: $country }, first: 50, orderBy: [OCCURRED_FROM_DESC, ROW_ID_DESC]) { nodes { {{CardFields}}} pageInfo { hasNextPage endCursor } } }""",
        $$"""{"country":"{{country}}"}""");

    private static Hit Ask(string query, string variables) => new("/graphql")
    {
        Method = "POST",
        Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
        Body = $$"""{"query":"{{query}}","variables":{{variables}}}""",
    };
}
