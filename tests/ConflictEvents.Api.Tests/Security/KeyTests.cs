using System.Text.Json;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Http;
using ConflictEvents.Application.Keys;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConflictEvents.Api.Tests.Security;

public sealed class KeyTests : IAsyncLifetime
{
    private readonly Clock _clock = new();
    private string _database = null!;
    private ProbeApp _app = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabases.CreateDatabase(KeyDatabase.Template);
        _app = await Start();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await TestDatabases.DropDatabase(_database);
    }

    [Theory]
    [InlineData("Authorization", "Bearer {0}")]
    [InlineData("Authorization", "bearer  {0} ")]
    [InlineData("X-Api-Key", "{0}")]
    public async Task A_key_is_taken_from_either_header(string header, string form)
    {
        var (id, key) = await Create("alice", "write");

        var me = await _app.Get("/v1/me", (header, form.Replace("{0}", key, StringComparison.Ordinal)));

        Assert.Equal(200, me.Status);
        Assert.Equal($$"""{"keyId":"{{id}}","name":"alice","scopes":["write"],"expiresAt":null}""", me.Text);
    }

    [Fact]
    public async Task The_bootstrap_key_needs_no_database_and_allows_everything()
    {
        await using var app = await ProbeApp.Start();

        var me = await app.Get("/v1/me", ("X-Api-Key", ProbeApp.BootstrapKey));
        var write = await app.Send(HttpMethod.Post, "/scopes/import", null, null, ("X-Api-Key", ProbeApp.BootstrapKey));

        Assert.Equal("""{"keyId":null,"name":"bootstrap","scopes":["admin"],"expiresAt":null}""", me.Text);
        Assert.Equal(200, write.Status);
    }

    [Theory]
    [InlineData("read", "read", 200)]
    [InlineData("write", "write", 200)]
    [InlineData("import", "import", 200)]
    [InlineData("review", "review", 200)]
    [InlineData("admin", "admin", 200)]
    [InlineData("admin", "read", 200)]
    [InlineData("admin", "write", 200)]
    [InlineData("admin", "import", 200)]
    [InlineData("admin", "review", 200)]
    [InlineData("admin", "undeclared", 200)]
    [InlineData("read", "write", 403)]
    [InlineData("write", "admin", 403)]
    [InlineData("write", "import", 403)]
    [InlineData("review", "write", 403)]
    [InlineData("import", "review", 403)]
    [InlineData("write", "undeclared", 403)]
    public async Task A_key_opens_what_its_scopes_allow(string scope, string asked, int status)
    {
        var (_, key) = await Create("alice", scope);

        var answer = await Post($"/scopes/{asked}", key);

        Assert.Equal(status, answer.Status);
        if (status == 200)
            return;
        Assert.Equal("missing-scope", answer.Code);
        Assert.Contains("insufficient_scope", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        if (asked != "undeclared")
            Assert.Contains($"scope=\"{asked}\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("admin")]
    [InlineData("undeclared")]
    public async Task A_write_without_a_key_asks_for_one(string asked)
    {
        var answer = await Post($"/scopes/{asked}", key: null);

        Assert.Equal(401, answer.Status);
        Assert.Equal("key-required", answer.Code);
        Assert.Equal("Bearer realm=\"conflict-events\"", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task What_is_recorded_is_recorded_under_the_name_of_the_key()
    {
        var (_, key) = await Create("alice", "write");

        var answer = await Post("/scopes/write", key);

        Assert.Equal("alice", answer.Json.GetProperty("recordedBy").GetString());
        Assert.NotEmpty(answer.Json.GetProperty("requestId").GetString()!);
    }

    [Fact]
    public async Task Keys_that_open_nothing_are_all_answered_alike_on_public_reads_too()
    {
        var (_, good) = await Create("alice", "read");
        var (revoked, revokedKey) = await Create("bob", "read");
        await Delete(revoked);
        var (_, expiring) = await Create("carol", "read", _clock.GetUtcNow().AddMinutes(5));
        _clock.Forward(TimeSpan.FromMinutes(5));
        var parts = good.Split('_');
        var otherSecret = KeyText.New().Reveal();

        (string, string)[][] wrong =
        [
            [("X-Api-Key", revokedKey)],
            [("X-Api-Key", expiring)],
            [("X-Api-Key", KeyText.New().Reveal())],
            [("X-Api-Key", good[..^1] + (good[^1] == '0' ? '1' : '0'))],
            [("X-Api-Key", $"ce_{parts[1]}_{otherSecret.Split('_')[2]}_{otherSecret.Split('_')[3]}")],
            [("X-Api-Key", WithSecret(parts[1], otherSecret.Split('_')[2]))],
            [("X-Api-Key", "nonsense")],
            [("X-Api-Key", "")],
            [("X-Api-Key", ProbeApp.BootstrapKey + "x")],
            [("Authorization", $"Bearer {revokedKey}")],
            [("Authorization", "Bearer")],
            [("Authorization", $"Basic {good}")],
            [("Authorization", good)],
            [("Authorization", $"Bearer {good}"), ("X-Api-Key", ProbeApp.BootstrapKey)],
            [("Authorization", $"Bearer {good}"), ("X-Api-Key", "")],
            [("X-Api-Key", good), ("X-Api-Key", ProbeApp.BootstrapKey)],
        ];
        foreach (var headers in wrong)
        {
            var answer = await _app.Get("/document", headers);

            Assert.True(answer.Status == 401, $"{string.Join("; ", headers)}: {answer.Status}");
            Assert.Equal("invalid-key", answer.Code);
            Assert.Equal("The key is not one that is in force.", answer.Json.GetProperty("detail").GetString());
            Assert.Equal("Bearer realm=\"conflict-events\", error=\"invalid_token\"", answer.Header("WWW-Authenticate"));
        }

        Assert.Equal(200, (await _app.Get("/document", ("X-Api-Key", good))).Status);
        Assert.Equal(200, (await _app.Get("/document", ("X-Api-Key", good), ("Authorization", $"Bearer {good}"))).Status);
        Assert.Equal(401, (await _app.Get("/nothing", ("X-Api-Key", "nonsense"))).Status);
    }

    [Fact]
    public async Task Reads_are_open_by_default()
    {
        Assert.Equal(200, (await _app.Get("/document")).Status);
        Assert.Equal(200, (await _app.Get("/scopes/read")).Status);
    }

    [Fact]
    public async Task Reads_need_a_key_where_the_service_is_not_open()
    {
        await using var closed = await Start(new() { ["Security:AnonymousReads"] = "false" });
        var (_, read) = await Create("alice", "read");
        var (_, import) = await Create("bob", "import");

        foreach (var path in new[] { "/document", "/scopes/read", "/search?q=x" })
        {
            Assert.Equal(401, (await closed.Get(path)).Status);
            Assert.Equal(403, (await closed.Get(path, ("X-Api-Key", import))).Status);
            Assert.Equal(200, (await closed.Get(path, ("X-Api-Key", read))).Status);
        }

        Assert.Equal(404, (await closed.Get("/nothing")).Status);
        Assert.Equal(405, (await closed.Send(HttpMethod.Delete, "/document", null, null)).Status);
    }

    [Fact]
    public async Task Only_the_hash_of_the_secret_is_stored()
    {
        var (_, key) = await Create("alice", "write");

        var stored = (string)(await Value("select to_jsonb(k)::text || encode(secret_hash, 'escape') from access.api_key k"))!;

        Assert.DoesNotContain(key.Split('_')[2], stored, StringComparison.Ordinal);
        Assert.Contains("alice", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_who_may_do_what_and_no_secret()
    {
        var (first, key) = await Create("alice", "write");
        _clock.Forward(TimeSpan.FromSeconds(1));
        var (second, _) = await Create("bob", "read", _clock.GetUtcNow().AddDays(1));
        await _app.Get("/document", ("X-Api-Key", key));
        await Delete(first);

        var list = await _app.Get("/v1/keys", ("X-Api-Key", ProbeApp.BootstrapKey));

        Assert.Equal(200, list.Status);
        Assert.DoesNotContain(key.Split('_')[2], list.Text, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, list.Json.GetProperty("next").ValueKind);
        Assert.Equal(JsonValueKind.Null, list.Json.GetProperty("nextCursor").ValueKind);
        var keys = list.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([second, first], keys.Select(k => k.GetProperty("id").GetString()));
        Assert.Equal(_clock.GetUtcNow().AddDays(1), keys[0].GetProperty("expiresAt").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, keys[0].GetProperty("lastUsedAt").ValueKind);
        Assert.Equal("bootstrap", keys[1].GetProperty("createdBy").GetString());
        Assert.Equal(_clock.GetUtcNow(), keys[1].GetProperty("lastUsedAt").GetDateTimeOffset());
        Assert.Equal(_clock.GetUtcNow(), keys[1].GetProperty("revokedAt").GetDateTimeOffset());
        Assert.Equal("bootstrap", keys[1].GetProperty("revokedBy").GetString());
    }

    [Fact]
    public async Task The_last_use_is_written_once_a_minute()
    {
        var (_, key) = await Create("alice", "read");
        var start = _clock.GetUtcNow();

        await _app.Get("/document", ("X-Api-Key", key));
        _clock.Forward(TimeSpan.FromSeconds(59));
        await _app.Get("/document", ("X-Api-Key", key));
        var within = await Value("select last_used_at from access.api_key");
        _clock.Forward(TimeSpan.FromSeconds(1));
        await _app.Get("/document", ("X-Api-Key", key));
        var after = await Value("select last_used_at from access.api_key");

        Assert.Equal(start.UtcDateTime, within);
        Assert.Equal(start.UtcDateTime.AddMinutes(1), after);
    }

    [Theory]
    [InlineData("""{"name":"","scopes":["read"]}""", 422, "name")]
    [InlineData("""{"name":" a","scopes":["read"]}""", 422, "name")]
    [InlineData("""{"name":"a\u202eb","scopes":["read"]}""", 422, "name")]
    [InlineData("""{"name":"bootstrap","scopes":["read"]}""", 422, "name")]
    [InlineData("""{"name":"a","scopes":[]}""", 422, "scopes")]
    [InlineData("""{"name":"a","scopes":["read","read"]}""", 422, "scopes")]
    [InlineData("""{"name":"a","scopes":["everything"]}""", 422, "scopes[0]")]
    [InlineData("""{"name":"a","scopes":["read"],"expiresAt":"2019-04-04T00:00:00Z"}""", 422, "expiresAt")]
    [InlineData("""{"name":"a"}""", 422, "scopes")]
    [InlineData("""{"name":"a","scopes":["read"],"secret":"x"}""", 400, "secret")]
    public async Task A_key_that_makes_no_sense_is_not_made(string body, int status, string path)
    {
        var answer = await _app.Send(HttpMethod.Post, "/v1/keys", body, "application/json", ("X-Api-Key", ProbeApp.BootstrapKey));

        Assert.Equal(status, answer.Status);
        Assert.Equal([path], answer.Paths);
    }

    [Fact]
    public async Task Two_keys_in_force_never_have_the_same_name()
    {
        var (id, _) = await Create("alice", "read");

        var second = await Request("""{"name":"alice","scopes":["read"]}""");
        await Delete(id);
        var third = await Request("""{"name":"alice","scopes":["read"]}""");

        Assert.Equal(409, second.Status);
        Assert.Equal("key-name-taken", second.Code);
        Assert.Equal(201, third.Status);
    }

    [Fact]
    public async Task A_revoked_key_stays_as_it_was_revoked_and_an_unknown_one_is_not_found()
    {
        var (id, _) = await Create("alice", "read");
        var first = await Delete(id);
        var revokedAt = await Value("select revoked_at from access.api_key");
        _clock.Forward(TimeSpan.FromHours(1));

        Assert.Equal(204, first.Status);
        Assert.Equal(204, (await Delete(id)).Status);
        Assert.Equal(revokedAt, await Value("select revoked_at from access.api_key"));
        Assert.Equal(404, (await Delete("nobody")).Status);
    }

    [Theory]
    [InlineData("GET", "/v1/keys")]
    [InlineData("POST", "/v1/keys")]
    [InlineData("DELETE", "/v1/keys/x")]
    public async Task Keys_are_for_administrators(string method, string path)
    {
        var (_, key) = await Create("alice", "review");

        Assert.Equal(401, (await _app.Send(new HttpMethod(method), path, null, null)).Status);
        Assert.Equal(403, (await _app.Send(new HttpMethod(method), path, null, null, ("X-Api-Key", key))).Status);
    }

    [Fact]
    public async Task Nobody_is_nobody() => Assert.Equal(401, (await _app.Get("/v1/me")).Status);

    private static string WithSecret(string id, string secret)
    {
        // The right check sum over a wrong secret: only the database can tell.
        var text = $"ce_{id}_{secret}";
        var crc = ~text.Aggregate(uint.MaxValue, (sum, c) => System.Numerics.BitOperations.Crc32C(sum, (byte)c));
        return $"{text}_{crc:x8}";
    }

    private Task<ProbeApp> Start(Dictionary<string, string?>? settings = null) =>
        ProbeApp.Start(settings, connectionString: _database, services: services => services.AddSingleton<TimeProvider>(_clock));

    private async Task<(string Id, string Key)> Create(string name, string scope, DateTimeOffset? expiresAt = null)
    {
        var answer = await Request(JsonSerializer.Serialize(new { name, scopes = new[] { scope }, expiresAt }));
        Assert.Equal(201, answer.Status);
        var id = answer.Json.GetProperty("key").GetProperty("id").GetString()!;
        Assert.EndsWith($"/v1/keys/{id}", answer.Header("Location"), StringComparison.Ordinal);
        return (id, answer.Json.GetProperty("secret").GetString()!);
    }

    private Task<Answer> Request(string body) => _app.Send(HttpMethod.Post, "/v1/keys", body, "application/json", ("X-Api-Key", ProbeApp.BootstrapKey));

    private Task<Answer> Delete(string id) => _app.Send(HttpMethod.Delete, $"/v1/keys/{id}", null, null, ("X-Api-Key", ProbeApp.BootstrapKey));

    private Task<Answer> Post(string path, string? key) => _app.Send(HttpMethod.Post, path, null, null, key is null ? [] : [("X-Api-Key", key)]);

    private async Task<object?> Value(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

        public void Forward(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
