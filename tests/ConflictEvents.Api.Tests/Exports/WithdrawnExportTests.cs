using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.OpenApi;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Exports;

/// <summary>No file outlasts the erasure of what may stand in it.</summary>
public sealed class WithdrawnExportTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Guid _erased;

    public async Task InitializeAsync()
    {
        _service = await TestService.WithSample();
        _erased = await new Recorder(_service).Incident("Norblax", await new Recorder(_service).Location("Yard"));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_file_that_was_finished_before_is_withdrawn_and_another_one_is_without_it()
    {
        var job = await Until(await Ask(), "completed");
        Assert.Contains("Norblax", await _service.Writer.GetStringAsync(job["file"]!.ToString()), StringComparison.Ordinal);

        await Erase();

        var file = await _service.Writer.Send(HttpMethod.Get, $"/v1/exports/{job["id"]}/file");
        Assert.Equal((410, "export-withdrawn"), (file.Status, file.Code));
        Assert.Empty(Directory.GetFiles(_service.ExportDirectory));
        var told = await _service.Writer.Get($"/v1/exports/{job["id"]}");
        Assert.Equal(("failed", true), (told["state"]!.ToString(), told["file"] is null));
        Assert.Contains("erased", told["error"]!.ToString(), StringComparison.Ordinal);
        var document = await ApiDocument.Of(_service);
        Assert.Empty(SchemaCheck.Faults(document, told, document.Operations.Single(operation => operation.Id is "readExport").Responses["200"]!["content"]!["application/json"]!["schema"]!));

        // Also of the time before the erasure.
        var past = Uri.EscapeDataString(job["dataThrough"]!.ToString());
        foreach (var query in new[] { "", $"&asOf={past}" })
        {
            var another = await Until(await Ask(query), "completed");
            var text = await _service.Writer.GetStringAsync(another["file"]!.ToString());
            Assert.DoesNotContain("Norblax", text, StringComparison.Ordinal);
            Assert.Equal(job["rows"]!.GetValue<int>() - 1, another["rows"]!.GetValue<int>());
        }
    }

    [Fact]
    public async Task A_file_that_the_process_had_no_time_to_remove_is_not_handed_out()
    {
        var job = await Until(await Ask(), "completed");
        var name = Directory.GetFiles(_service.ExportDirectory).Single();
        await _service.Stop();
        await using (var eraser = _service.Beside(new Dictionary<string, string> { ["Exports:Directory"] = Path.Combine(_service.ExportDirectory, "elsewhere") }))
        {
            Assert.Equal(200, (await eraser.Writer.Send(HttpMethod.Post, $"/v1/incidents/{_erased}/erasure", new { reason = "Order 2026/114." }, "*")).Status);
        }

        // As it would be had the process ended right after the commit.
        Assert.True(File.Exists(name));
        await Sql.Execute(_service.ConnectionString, "update work.export_job set state = 'completed', error = null");
        await using var next = _service.Beside();
        var file = await next.Writer.Send(HttpMethod.Get, $"/v1/exports/{job["id"]}/file");

        Assert.Equal((410, "export-withdrawn"), (file.Status, file.Code));
        for (var tries = 0; File.Exists(name); tries++)
        {
            Assert.True(tries < 150, "The file is still there.");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task What_is_being_written_is_begun_anew()
    {
        var job = await Until(await Ask(), "completed");
        await Sql.Execute(_service.ConnectionString, "update work.export_job set state = 'running', attempt = 7, sha256 = null, erasures = null, finished_at = null, expires_at = null, leased_until = now() + interval '1 hour'");

        await Erase();

        job = await Until(job, "completed");
        Assert.Equal(8, await Sql.Value<int>(_service.ConnectionString, "select attempt from work.export_job"));
        Assert.DoesNotContain("Norblax", await _service.Writer.GetStringAsync(job["file"]!.ToString()), StringComparison.Ordinal);
    }

    private async Task Erase() =>
        Assert.Equal(200, (await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{_erased}/erasure", new { reason = "Order 2026/114." }, "*")).Status);

    private async Task<JsonNode> Ask(string query = "")
    {
        var answer = await _service.Writer.Send(HttpMethod.Post, $"/v1/exports?f=ndjson{query}");
        Assert.True(answer.Status == 202, $"{answer.Body}");
        return answer.Body!;
    }

    private async Task<JsonNode> Until(JsonNode job, string state)
    {
        for (var tries = 0; ; tries++)
        {
            var now = await _service.Writer.Get($"/v1/exports/{job["id"]}");
            if (now["state"]!.ToString() == state)
                return now;
            Assert.True(tries < 150, $"The export is still {now["state"]}: {now.ToJsonString()}");
            await Task.Delay(100);
        }
    }
}
