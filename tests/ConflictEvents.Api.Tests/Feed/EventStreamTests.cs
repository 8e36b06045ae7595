using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConflictEvents.Api.Tests.Feed;

public sealed class EventStreamTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.BehindPort(new Dictionary<string, string> { ["Exports:StallSeconds"] = "2" });

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_stream_tells_what_was_and_what_comes_and_goes_on_behind_the_last_id()
    {
        var all = await _service.Reader.Walk();
        await using var stream = await EventStream.Open(_service.Reader, "/v1/changes");

        var events = await stream.Read(all.Count);
        Assert.Equal(all.Select(change => change.EventId()), events.Select(told => told.Change.EventId()));
        var added = await _service.Record("actors", Bodies.Actor("While it is read"));
        Assert.Equal(added, Assert.Single(await stream.Read(1)).Change.About());

        // The address says one thing, the last id another: the id is where the reader was.
        var at = all.Count / 2;
        await using var again = await EventStream.Open(_service.Reader, $"/v1/changes?after={events[2].Id}", events[at - 1].Id);
        Assert.Equal(all.Skip(at).Select(change => change.EventId()).Append((await _service.Reader.Walk())[^1].EventId()), (await again.Read(all.Count - at + 1)).Select(told => told.Change.EventId()));
    }

    [Fact]
    public async Task Every_id_is_a_cursor_of_the_pages_too()
    {
        await using var stream = await EventStream.Open(_service.Reader, "/v1/changes?resource=incident");

        var events = await stream.Read(2);

        Assert.Equal(events[1].Change.EventId(), (await _service.Reader.Changes(events[0].Id, "resource=incident&limit=1")).Items[0].EventId());
    }

    [Fact]
    public async Task A_stream_ends_when_the_service_stops()
    {
        await using var stream = await EventStream.Open(_service.Reader, $"/v1/changes?after={await _service.Reader.Latest()}");

        _service.Services.GetHostLifetime().StopApplication();

        Assert.Empty(await stream.Read(1).WaitAsync(Patience));
    }

    [Fact]
    public async Task What_stands_in_its_way_is_answered_as_a_problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/changes");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", "xyz");

        using var answer = await _service.Reader.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    /// <summary>What was sent to very many such readers, and not taken, would have to be kept for all of them.</summary>
    [Fact]
    public async Task A_reader_that_does_not_read_is_left()
    {
        const long Each = 400_000;
        await Sql.Execute(_service.ConnectionString, $"update read_model.change_entry set entry = convert_to('\"' || repeat('x', {Each}) || '\"', 'UTF8')");
        var changes = await Sql.Value<long>(_service.ConnectionString, "select count(*) from read_model.change_entry");
        using var socket = new TcpClient { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(_service.Reader.BaseAddress!.Host, _service.Reader.BaseAddress.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync("GET /v1/changes?f=sse HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());

        await Task.Delay(TimeSpan.FromSeconds(6));

        Assert.InRange(await Rest(), 1, changes * Each / 2);

        async Task<long> Rest()
        {
            var (all, buffer) = (0L, new byte[1 << 20]);
            try
            {
                while (all < changes * Each && await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience) is > 0 and var read)
                    all += read;
            }
            catch (IOException)
            {
                // Broken off in the middle.
            }

            return all;
        }
    }

    [Theory]
    [InlineData("xyz")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_last_id_that_is_none_or_several_is_refused(params string[] ids)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/changes?f=sse");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", ids);

        using var answer = await _service.Reader.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Asked_for_its_head_alone_it_ends()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/v1/changes?f=sse");

        using var answer = await _service.Reader.SendAsync(request).WaitAsync(Patience);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
    }

    private sealed class EventStream(HttpResponseMessage response, StreamReader lines) : IAsyncDisposable
    {
        public static async Task<EventStream> Open(HttpClient client, string path, string? lastId = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd("text/event-stream");
            if (lastId is not null)
                request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        }

        /// <returns>Fewer where the stream ends.</returns>
        public async Task<List<(string Id, JsonNode Change)>> Read(int events)
        {
            var (read, id) = (new List<(string, JsonNode)>(), "");
            while (read.Count < events && await lines.ReadLineAsync().WaitAsync(Patience) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line["id: ".Length..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    read.Add((id, JsonNode.Parse(line["data: ".Length..])!));
            }

            return read;
        }

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

internal static class HostLifetime
{
    public static IHostApplicationLifetime GetHostLifetime(this IServiceProvider services) => services.GetRequiredService<IHostApplicationLifetime>();
}
