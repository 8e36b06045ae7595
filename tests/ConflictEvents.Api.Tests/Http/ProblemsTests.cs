using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace ConflictEvents.Api.Tests.Http;

public sealed partial class ProblemsTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    [Theory]
    [InlineData("malformed", 400)]
    [InlineData("invalid", 422)]
    [InlineData("not_found", 404)]
    [InlineData("conflict", 409)]
    [InlineData("stale", 412)]
    public async Task Every_kind_of_error_has_its_status(string kind, int status)
    {
        var answer = await app.Get($"/errors/{kind}");

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        var problem = answer.Json;
        Assert.Equal("urn:conflict-events:problem:some-code", problem.GetProperty("type").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal("some-code", problem.GetProperty("code").GetString());
        Assert.Equal("Some words.", problem.GetProperty("detail").GetString());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.Matches(TraceId(), problem.GetProperty("traceId").GetString());
        Assert.Equal("""[{"path":"a.b","message":"Is wrong."}]""", problem.GetProperty("errors").GetRawText());
    }

    [Fact]
    public async Task What_nobody_expected_is_logged_and_not_told()
    {
        var answer = await app.Get("/faults/unexpected");

        Assert.Equal(500, answer.Status);
        Assert.Equal("internal-error", answer.Code);
        Assert.DoesNotContain("ingredient", answer.Text, StringComparison.Ordinal);
        JsonBodyTests.AssertTellsNothingOfTheProgram(answer);
        Assert.Contains(app.Log.Lines, line => line.Level is LogLevel.Error && line.Text.Contains("The secret ingredient.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("57014", 503, "query-too-expensive", false)]
    [InlineData("08006", 503, "database-unavailable", true)]
    [InlineData("53300", 503, "database-unavailable", true)]
    [InlineData("53100", 503, "database-unavailable", true)]
    [InlineData("57P01", 503, "database-unavailable", true)]
    [InlineData("25006", 503, "database-unavailable", true)]
    [InlineData("40001", 503, "database-unavailable", true)]
    [InlineData("none", 503, "database-unavailable", true)]
    [InlineData("23505", 500, "internal-error", false)]
    [InlineData("42P01", 500, "internal-error", false)]
    public async Task A_fault_of_the_database_is_told_apart_from_one_of_the_service(string state, int status, string code, bool retry)
    {
        var answer = await app.Get($"/faults/database/{state}");

        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Equal(retry, answer.Header("Retry-After") is not null);
        Assert.DoesNotContain("swordfish", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_unavailable()
    {
        // Whether this key is in force cannot be told without the database.
        var answer = await app.Get("/document", ("X-Api-Key", ConflictEvents.Application.Keys.KeyText.New().Reveal()));

        Assert.Equal(503, answer.Status);
        Assert.Equal("database-unavailable", answer.Code);
        Assert.NotNull(answer.Header("Retry-After"));
    }

    [Fact]
    public async Task A_method_that_is_not_taken_is_answered_with_those_that_are()
    {
        var answer = await app.Send(HttpMethod.Delete, "/document", body: null, contentType: null);

        Assert.Equal(405, answer.Status);
        Assert.Equal("method-not-allowed", answer.Code);
        Assert.Equal("GET", answer.Header("Allow"));
    }

    [Fact]
    public async Task A_body_whose_framing_is_broken_is_the_fault_of_its_sender()
    {
        var answer = await app.RawWith("POST /body HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked", "xyz\r\n{}\r\n"u8.ToArray());

        Assert.Equal(400, answer.Status);
        Assert.Equal("bad-request", answer.Code);
        Assert.DoesNotContain(app.Log.Lines, line => line.Level is LogLevel.Error && line.Text.Contains("/body", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/slow")]
    [InlineData("/slow-query")]
    public async Task A_client_that_leaves_is_no_error(string path)
    {
        await using var own = await ProbeApp.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => own.Client.GetAsync(path, patience.Token));
        await Task.Delay(300);

        Assert.DoesNotContain(own.Log.Lines, line => line.Level >= LogLevel.Warning && line.Text.Contains(path, StringComparison.Ordinal));
    }

    [GeneratedRegex("^[0-9A-Za-z:]{8,}$")]
    private static partial Regex TraceId();
}
