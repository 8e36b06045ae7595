using System.Net;
using System.Text.Json.Nodes;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>Incidents recorded one by one with all that follows from it, by one writer and by several, against the same statements in pgbench.</summary>
internal sealed class WriteRow(Bench bench, PgBench database, string connectionString, Databases databases)
{
    private const int Several = 4;

    // Few, for pgbench plans the statements of each anew when it begins.
    private const int Bodies = 5;

    // Some two thousand requests, in which all that they run through comes to be compiled well.
    private const double WarmingSeconds = 15;

    public async Task Measure(CancellationToken ct) => await bench.Rows([("write/same-statements", Target.Reach(0.5)), ("write/several-writers", Target.Reach(0.5))], async report =>
    {
        await using var owner = ApplicationDatabase.AsOwner(connectionString, "read_model");
        var bodies = await Recorded(owner.Source, ct);
        var before = await Head(owner.Source, ct);
        try
        {
            var scripts = await Capture(owner.Source, bodies, ct);
            var hits = bodies.Select(body => new Hit("/v1/incidents")
            {
                Method = "POST",
                Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {Bench.Key}", ["Content-Type"] = "application/json" },
                Body = body.ToJsonString(),
            }).ToList();
            await using var service = await bench.WarmService(connectionString, hits, connections: 1, ct, atLeast: WarmingSeconds);
            foreach (var (name, writers) in new[] { ("write/same-statements", 1), ("write/several-writers", Several) })
            {
                var rates = await bench.Interleave(
                    async seconds => (await bench.Wrk.Run(service.Address, hits, writers, seconds, ct)).PerSecond,
                    seconds => database.Rate(scripts, writers, seconds, ct));
                report(name, rates[0] / rates[1], ReadRows.Against(rates[0], rates[1], "the same statements in pgbench"));
            }
        }
        finally
        {
            await Forget(owner.Source, before);
        }
    });

    /// <summary>Has the server log what the service sends while it records one incident after the other.</summary>
    private async Task<IReadOnlyList<(string Script, IReadOnlyDictionary<string, string> Variables)>> Capture(NpgsqlDataSource source, IReadOnlyList<JsonObject> bodies, CancellationToken ct)
    {
        await databases.LogStatements(connectionString, isOn: true, ct);
        try
        {
            await using var service = await Bench.Service(connectionString, ct);

            // What they mention is known from then on, as it is while they are measured.
            foreach (var body in bodies)
                await Post(service, body, ct);
            var scripts = new List<(string, IReadOnlyDictionary<string, string>)>();
            foreach (var (i, body) in bodies.Index())
            {
                var (position, start) = ((await Head(source, ct)).Position, databases.LogLength);
                await Post(service, body, ct);
                await Task.Delay(200, ct);
                scripts.Add(CapturedCommit.Read(databases.LogSince(start)).Script(position, i));
            }

            return scripts;
        }
        finally
        {
            await databases.LogStatements(connectionString, isOn: false, CancellationToken.None);
        }
    }

    private static async Task Post(ServerProcess service, JsonObject body, CancellationToken ct)
    {
        using var request = Bench.Writing(HttpMethod.Post, "/v1/incidents", body.ToJsonString());
        using var answer = await service.Client.SendAsync(request, ct);
        if (answer.StatusCode is not HttpStatusCode.Created)
            throw new MeasureException($"POST was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}");
    }

    /// <returns>Incidents that are recorded already, as somebody would record them again.</returns>
    private static async Task<IReadOnlyList<JsonObject>> Recorded(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"""
            select body->'details', coalesce((
                select json_agg(added.body->'claim' order by c.position) from event c join event_body added using (position)
                where c.stream_id = e.stream_id and c.type = 'incident.claim_added'), '[]')
            from event e join event_body using (position) where e.type = 'incident.created' order by e.position limit {Bodies}
            """);
        var bodies = new List<JsonObject>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var body = (JsonObject)JsonNode.Parse(rows.GetString(0))!;
            var claims = (JsonArray)JsonNode.Parse(rows.GetString(1))!;
            foreach (var claim in claims)
                ((JsonObject)claim!).Remove("id");
            body["claims"] = claims;
            bodies.Add(body);
        }

        return bodies;
    }

    private static async Task<(long Position, DateTime RecordedAt, byte[] Hash)> Head(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select position, recorded_at, hash from event_head");
        await using var rows = await command.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        return (rows.GetInt64(0), rows.GetDateTime(1), rows.GetFieldValue<byte[]>(2));
    }

    /// <summary>Takes away what was written, so that the database is what it was filled with.</summary>
    private static async Task Forget(NpgsqlDataSource source, (long Position, DateTime RecordedAt, byte[] Hash) head)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using (var batch = new NpgsqlBatch(connection))
        {
            foreach (var table in new[] { "participation_version", "incident_version", "change_entry" })
                batch.BatchCommands.Add(new NpgsqlBatchCommand($"delete from {table} where recorded_from > $1") { Parameters = { new() { Value = head.Position } } });
            foreach (var table in new[] { "event_body", "event" })
                batch.BatchCommands.Add(new NpgsqlBatchCommand($"delete from {table} where position > $1") { Parameters = { new() { Value = head.Position } } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("update event_head set position = $1, recorded_at = $2, hash = $3")
            {
                Parameters = { new() { Value = head.Position }, new() { Value = head.RecordedAt }, new() { Value = head.Hash } },
            });
            await batch.ExecuteNonQueryAsync();
        }

        await CasualtyRollup.Derive(connection, CancellationToken.None);

        // What each commit changes a row of would be slower to read with all that it was before.
        foreach (var table in new[] { "event_head", "casualty_rollup" })
        {
            await using var vacuum = new NpgsqlCommand($"vacuum {table}", connection);
            await vacuum.ExecuteNonQueryAsync();
        }
    }
}
