using System.Net;
using System.Net.Sockets;
using System.Text;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Exports;

/// <summary>An export that cannot be brought to its end never looks whole, and gives back what it held.</summary>
public sealed class BrokenExportTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.BehindPort(new Dictionary<string, string> { ["Database:ExportsAtOnce"] = "1", ["Exports:StallSeconds"] = "5" });
        await Bulk.Add(_service.ConnectionString, rows: 400, bytesEach: 100_000);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("csv", null)]
    [InlineData("ndjson", null)]
    [InlineData("geojson", null)]
    [InlineData("csv", "gzip")]
    [InlineData("ndjson", "br")]
    public async Task A_fault_of_the_database_breaks_the_transfer_off(string format, string? encoding)
    {
        using var response = await Begin(format, encoding);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        await using var body = await response.Content.ReadAsStreamAsync();
        Assert.True(await body.ReadAsync(new byte[1_000]) > 0);

        await Sql.Execute(_service.ConnectionString, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%limit (select%' and pid <> pg_backend_pid()");

        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null));
        await Eventually(async () => (await Status("csv")) == 200);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task An_export_that_is_left_alone_comes_to_its_end(string? encoding)
    {
        using var response = await Begin("ndjson", encoding);
        var bytes = await response.Content.ReadAsByteArrayAsync();

        Assert.True(bytes.Length > 10_000_000);
    }

    [Fact]
    public async Task One_more_than_may_be_is_told_to_come_back_and_finds_room_when_another_reader_has_left()
    {
        var first = await Begin("csv");
        using (var second = await Begin("csv"))
        {
            Assert.Equal(429, (int)second.StatusCode);
            Assert.NotNull(second.Headers.RetryAfter);
            Assert.Contains("too-many-exports", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(200, (int)(await _service.Reader.GetAsync("/v1/incidents?limit=1")).StatusCode);
        first.Dispose();

        await Eventually(async () => (await Status("csv")) == 200);
    }

    [Fact]
    public async Task A_reader_that_stops_reading_loses_its_place()
    {
        using var socket = new TcpClient { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(_service.Reader.BaseAddress!.Host, _service.Reader.BaseAddress.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET /v1/incidents?f=ndjson HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        Assert.True(await stream.ReadAsync(new byte[1_000]) > 0);
        Assert.Equal(429, await Status("csv"));

        await Eventually(async () => (await Status("csv")) == 200);
        await Eventually(async () => await Sql.Value<long>(_service.ConnectionString, "select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle' and query like '%incident_version%' and pid <> pg_backend_pid()") == 0);
    }

    [Fact]
    public async Task What_fails_before_the_first_incident_is_a_problem()
    {
        await Sql.Execute(_service.ConnectionString, "alter table read_model.incident_version rename to gone");

        Assert.Equal(500, await Status("csv"));

        await Sql.Execute(_service.ConnectionString, "alter table read_model.gone rename to incident_version");
        Assert.Equal(200, await Status("csv"));
    }

    [Fact]
    public async Task A_limit_of_time_ends_an_export_too()
    {
        await using var limited = await TestService.BehindPort(new Dictionary<string, string> { ["Database:ExportSeconds"] = "1" });
        await Bulk.Add(limited.ConnectionString, rows: 400, bytesEach: 100_000);
        using var response = await limited.Reader.GetAsync("/v1/incidents?f=ndjson", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await Task.Delay(2_000);

        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null));
    }

    private async Task<int> Status(string format)
    {
        using var response = await Begin(format);
        return (int)response.StatusCode;
    }

    private async Task<HttpResponseMessage> Begin(string format, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/incidents?f={format}") { Version = HttpVersion.Version11 };
        if (encoding is not null)
            request.Headers.AcceptEncoding.ParseAdd(encoding);
        return await _service.Reader.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 100, "It did not come to pass within ten seconds.");
            await Task.Delay(100);
        }
    }
}
