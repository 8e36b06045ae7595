using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.OpenApi;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Exports;

/// <summary>A job writes the file that the stream would have given when it was asked for, whatever happens to the process meanwhile.</summary>
public sealed class ExportJobTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.WithSample();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("f=csv&sort=occurred")]
    [InlineData("f=csv&raw=true&country=LY")]
    [InlineData("f=geojson&bbox=12,32,14,34")]
    [InlineData("f=ndjson&q=zuwara")]
    [InlineData("f=ndjson&actorId=019a0000-0001-7000-8000-000000000001&includeSubgroups=true&datetime=2019/..")]
    public async Task A_file_is_what_the_stream_gives(string query)
    {
        using var stream = await _service.Reader.GetAsync($"/v1/incidents?{query}");
        var whole = await stream.Content.ReadAsByteArrayAsync();

        var (_, job) = await Ask(query);
        job = await Until(job, "completed");
        using var file = await _service.Writer.GetAsync(job["file"]!.GetValue<string>());

        Assert.Equal(whole, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(whole)), job["sha256"]!.GetValue<string>());
        Assert.Equal(whole.Length, job["bytes"]!.GetValue<int>());
        Assert.Equal(await Count(query), job["rows"]!.GetValue<int>());
        Assert.Equal(stream.Content.Headers.ContentType, file.Content.Headers.ContentType);
        Assert.Equal(stream.Content.Headers.ContentDisposition!.FileName, file.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(stream.Headers.GetValues("Data-Through"), file.Headers.GetValues("Data-Through"));
        Assert.Equal($"\"{job["sha256"]}\"", file.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task A_file_holds_what_lies_in_the_area_that_is_sent()
    {
        object body = new { geometry = new { type = "Polygon", coordinates = new[] { new[] { new[] { 12.0, 32 }, [14, 32], [14, 34], [12, 34], [12, 32] } } } };
        using var stream = await _service.Reader.PostAsJsonAsync("/v1/incidents/search?f=csv", body);
        var whole = await stream.Content.ReadAsByteArrayAsync();
        Assert.NotEqual(await _service.Reader.GetByteArrayAsync("/v1/incidents?f=csv"), whole);

        var asked = await _service.Writer.Post("/v1/exports?f=csv", body);
        Assert.Equal(202, asked.Status);
        var job = await Until(asked.Body!, "completed");

        Assert.Equal(whole, await _service.Writer.GetByteArrayAsync(job["file"]!.GetValue<string>()));
    }

    /// <summary>Else everything would be in the file that was to hold a part.</summary>
    [Theory]
    [InlineData("""{"geometry":{"type":"Point","coordinates":[1,2]}}""", "application/json", 422)]
    [InlineData("""{"country":"LY"}""", "application/json", 400)]
    [InlineData("{}", "application/json", 422)]
    [InlineData("", "application/json", 400)]
    [InlineData("country=LY", "application/x-www-form-urlencoded", 415)]
    [InlineData("country=LY", null, 415)]
    public async Task A_body_that_is_no_area_is_refused(string body, string? type, int status)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);

        using var answer = await _service.Writer.PostAsync("/v1/exports", content);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty((await _service.Writer.Get("/v1/exports"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_answered_is_what_the_document_says()
    {
        var document = await ApiDocument.Of(_service);
        var schema = document.Operations.Single(operation => operation.Id is "readExport").Responses["200"]!["content"]!["application/json"]!["schema"]!;

        var (response, job) = await Ask("f=csv");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.EndsWith($"/v1/exports/{job["id"]}", response.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Empty(SchemaCheck.Faults(document, job, schema));
        Assert.Empty(SchemaCheck.Faults(document, await Until(job, "completed"), schema));
        Assert.Equal([job["id"]!.ToString()], (await _service.Writer.Get("/v1/exports"))["items"]!.AsArray().Select(item => item!["id"]!.ToString()));
    }

    [Fact]
    public async Task A_file_can_be_fetched_in_parts_and_is_the_same_bytes_however_it_is_asked_for()
    {
        var job = await Until((await Ask("f=ndjson")).Job, "completed");
        var address = job["file"]!.GetValue<string>();
        var whole = await _service.Writer.GetByteArrayAsync(address);

        using var part = await Get(address, request => request.Headers.Range = new RangeHeaderValue(100, 299));
        using var beyond = await Get(address, request => request.Headers.Range = new RangeHeaderValue(whole.Length, null));
        using var compressed = await Get(address, request => request.Headers.AcceptEncoding.ParseAdd("gzip"));

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[100..300], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Empty(compressed.Content.Headers.ContentEncoding);
        Assert.Equal(whole, await compressed.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_job_of_a_service_that_stopped_is_done_by_the_next_one_as_it_was_asked_for()
    {
        var before = await _service.Reader.GetByteArrayAsync("/v1/incidents?f=ndjson");
        JsonNode job;
        await using (await Locks.Hold(_service.ConnectionString, "lock table read_model.incident_version in access exclusive mode"))
        {
            job = await Until((await Ask("f=ndjson")).Job, "running");
            await _service.Stop();
        }

        await using var next = _service.Beside();
        await new Recorder(next).Incident("Later", await new Recorder(next).Location("Later"));
        job = await Until(job, "completed", next);

        Assert.Equal(before, await next.Writer.GetByteArrayAsync(job["file"]!.GetValue<string>()));
        Assert.NotEqual(before, await next.Reader.GetByteArrayAsync("/v1/incidents?f=ndjson"));
    }

    [Fact]
    public async Task A_job_of_a_process_of_which_nothing_is_heard_is_begun_anew()
    {
        var job = await Until((await Ask("f=csv")).Job, "completed");
        await _service.Stop();
        await Sql.Execute(_service.ConnectionString, "update work.export_job set state = 'running', sha256 = null, finished_at = null, expires_at = null, leased_until = now() - interval '1 second'");
        File.WriteAllText(Path.Combine(_service.ExportDirectory, $"{job["id"]}.csv.1.part"), "half");

        await using var next = _service.Beside();
        var again = await Until(job, "completed", next);

        Assert.Equal(job["sha256"]!.ToString(), again["sha256"]!.ToString());
        Assert.Equal([$"{job["id"]}.csv"], Directory.GetFiles(_service.ExportDirectory).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_job_that_another_process_is_at_is_left_to_it()
    {
        var job = await Until((await Ask("f=csv")).Job, "completed");
        await Sql.Execute(_service.ConnectionString, "update work.export_job set state = 'running', attempt = 7, sha256 = null, finished_at = null, expires_at = null, leased_until = now() + interval '1 hour'");

        await Task.Delay(2_500);

        Assert.Equal("running", (await _service.Writer.Get($"/v1/exports/{job["id"]}"))["state"]!.GetValue<string>());
        Assert.Equal(7, await Sql.Value<int>(_service.ConnectionString, "select attempt from work.export_job"));
    }

    [Fact]
    public async Task A_job_that_is_cancelled_leaves_no_file_and_makes_room_for_the_next()
    {
        JsonNode running;
        JsonNode waiting;
        await using (await Locks.Hold(_service.ConnectionString, "lock table read_model.incident_version in access exclusive mode"))
        {
            running = await Until((await Ask("f=csv")).Job, "running");
            waiting = (await Ask("f=csv")).Job;
            foreach (var job in new[] { running, waiting })
            {
                Assert.Equal("export-not-completed", (await _service.Writer.Send(HttpMethod.Get, $"/v1/exports/{job["id"]}/file")).Code);
                Assert.Equal(204, (await _service.Writer.Send(HttpMethod.Delete, $"/v1/exports/{job["id"]}")).Status);
                await Until(job, "cancelled");
            }

            await Task.Delay(1_500);
            Assert.Equal("queued", (await Ask("f=csv")).Job["state"]!.GetValue<string>());
        }

        await Until((await Ask("f=geojson")).Job, "completed");
        Assert.Equal("cancelled", (await _service.Writer.Get($"/v1/exports/{running["id"]}"))["state"]!.GetValue<string>());
        Assert.Equal(204, (await _service.Writer.Send(HttpMethod.Delete, $"/v1/exports/{waiting["id"]}")).Status);
        Assert.Equal(404, (await _service.Writer.Send(HttpMethod.Get, $"/v1/exports/{waiting["id"]}")).Status);
    }

    [Fact]
    public async Task A_finished_job_is_removed_with_its_file()
    {
        var job = await Until((await Ask("f=csv")).Job, "completed");
        Assert.Single(Directory.GetFiles(_service.ExportDirectory));

        Assert.Equal(204, (await _service.Writer.Send(HttpMethod.Delete, $"/v1/exports/{job["id"]}")).Status);

        Assert.Empty(Directory.GetFiles(_service.ExportDirectory));
        Assert.Equal(404, (await _service.Writer.Send(HttpMethod.Get, $"/v1/exports/{job["id"]}")).Status);
        Assert.Equal(404, (await _service.Writer.Send(HttpMethod.Get, $"/v1/exports/{job["id"]}/file")).Status);
        Assert.Equal(404, (await _service.Writer.Send(HttpMethod.Delete, $"/v1/exports/{job["id"]}")).Status);
    }

    [Fact]
    public async Task What_has_expired_is_gone()
    {
        var job = await Until((await Ask("f=csv")).Job, "completed");
        Assert.Equal(24, (job["expiresAt"]!.GetValue<DateTimeOffset>() - job["finishedAt"]!.GetValue<DateTimeOffset>()).TotalHours, 0.0001);

        await Sql.Execute(_service.ConnectionString, "update work.export_job set expires_at = now()");

        Assert.Equal(404, (await _service.Writer.Send(HttpMethod.Get, $"/v1/exports/{job["id"]}")).Status);
        for (var tries = 0; await Sql.Value<long>(_service.ConnectionString, "select count(*) from work.export_job") > 0; tries++)
        {
            Assert.True(tries < 150, "The job is still there.");
            await Task.Delay(100);
        }

        Assert.Empty(Directory.GetFiles(_service.ExportDirectory));
    }

    [Fact]
    public async Task What_grows_too_large_fails_and_says_so()
    {
        await _service.Stop();
        await using var narrow = _service.Beside(new Dictionary<string, string> { ["Exports:MaxFileBytes"] = "1000" });

        var job = await Until((await Ask("f=ndjson", narrow)).Job, "failed", narrow);

        Assert.Contains("1000 bytes", job["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(job["file"]);
        for (var tries = 0; Directory.GetFiles(_service.ExportDirectory).Length > 0; tries++)
        {
            Assert.True(tries < 100, "What was written is kept.");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task Only_so_many_of_one_key_wait()
    {
        await _service.Stop();
        await using var narrow = _service.Beside(new Dictionary<string, string> { ["Exports:MostWaiting"] = "2" });
        var key = (await narrow.Writer.Post("/v1/keys", new { name = "another", scopes = new[] { "read" } })).Body!["secret"]!.GetValue<string>();
        using var another = narrow.Client(key);
        await using (await Locks.Hold(_service.ConnectionString, "lock table read_model.incident_version in access exclusive mode"))
        {
            await Until((await Ask("f=csv", narrow)).Job, "running", narrow);
            await Ask("f=csv", narrow);
            var last = (await Ask("f=csv", narrow)).Job;

            var refused = await narrow.Writer.Send(HttpMethod.Post, "/v1/exports?f=csv");
            Assert.Equal(("too-many-exports", 429), (refused.Code, refused.Status));
            Assert.Equal(202, (await another.Send(HttpMethod.Post, "/v1/exports?f=csv")).Status);
            Assert.Equal(204, (await narrow.Writer.Send(HttpMethod.Delete, $"/v1/exports/{last["id"]}")).Status);
            await Ask("f=csv", narrow);
        }
    }

    [Fact]
    public async Task A_fault_that_does_not_pass_ends_a_job()
    {
        await Sql.Execute(_service.ConnectionString, "alter table read_model.incident_version rename to gone");

        var job = await Until((await Ask("f=csv")).Job, "failed");

        Assert.NotNull(job["error"]);
        Assert.Equal(3, await Sql.Value<int>(_service.ConnectionString, "select attempt from work.export_job"));
    }

    [Fact]
    public async Task A_job_is_its_key_s_own()
    {
        var id = (await Ask("f=csv")).Job["id"]!;
        var key = (await _service.Writer.Post("/v1/keys", new { name = "another", scopes = new[] { "read" } })).Body!["secret"]!.GetValue<string>();
        using var stranger = _service.Client(key);

        Assert.Equal(401, (await _service.Reader.Send(HttpMethod.Post, "/v1/exports?f=csv")).Status);
        Assert.Equal(401, (await _service.Reader.Send(HttpMethod.Get, "/v1/exports")).Status);
        Assert.Equal(404, (await stranger.Send(HttpMethod.Get, $"/v1/exports/{id}")).Status);
        Assert.Equal(404, (await stranger.Send(HttpMethod.Get, $"/v1/exports/{id}/file")).Status);
        Assert.Equal(404, (await stranger.Send(HttpMethod.Delete, $"/v1/exports/{id}")).Status);
        Assert.Empty((await stranger.Get("/v1/exports"))["items"]!.AsArray());
        Assert.Equal("future-as-of", (await stranger.Send(HttpMethod.Post, "/v1/exports?asOf=2100-01-01T00:00:00Z")).Code);
        Assert.Equal(202, (await stranger.Send(HttpMethod.Post, "/v1/exports?f=geojson")).Status);
    }

    private async Task<int> Count(string query)
    {
        var lines = $"/v1/incidents?{query}".Replace("f=csv", "f=ndjson", StringComparison.Ordinal).Replace("f=geojson", "f=ndjson", StringComparison.Ordinal).Replace("&raw=true", "", StringComparison.Ordinal);
        return (await _service.Reader.GetStringAsync(lines)).Count(c => c == '\n');
    }

    private async Task<(HttpResponseMessage Response, JsonNode Job)> Ask(string query, TestService? of = null)
    {
        var response = await (of ?? _service).Writer.PostAsync($"/v1/exports?{query}", content: null);
        var job = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True(response.StatusCode is HttpStatusCode.Accepted, job.ToJsonString());
        return (response, job);
    }

    private async Task<JsonNode> Until(JsonNode job, string state, TestService? of = null)
    {
        for (var tries = 0; ; tries++)
        {
            var now = await (of ?? _service).Writer.Get($"/v1/exports/{job["id"]}");
            if (now["state"]!.GetValue<string>() == state)
                return now;
            Assert.True(tries < 150, $"The export is still {now["state"]}: {now.ToJsonString()}");
            await Task.Delay(100);
        }
    }

    private async Task<HttpResponseMessage> Get(string address, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        change(request);
        return await _service.Writer.SendAsync(request);
    }
}
