using System.Text;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>Whatever is sent, the good rows go in, the bad ones are told by line, and the service stays well.</summary>
public sealed class AwkwardFileTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    public static TheoryData<string, byte[], string> Unreadable() => new()
    {
        { "garbage", [.. Enumerable.Range(0, 10_000).Select(i => (byte)((i * 7919) >> 3))], "text in UTF-8" },
        { "a picture", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], "text in UTF-8" },
        { "another header", "a,b,c\r\n1,2,3\r\n"u8.ToArray(), "The header lacks" },
        { "UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("id,year\r\n1,2014\r\n")], "UTF-16" },
        { "NUL in the header", "id,\"a\nb\0c\"\n1,2\n"u8.ToArray(), "text in UTF-8" },
        { "NUL in the first object", """{"a\u0000": 1, "a\u0000": 2}"""u8.ToArray(), "NUL" },
        { "carriage returns", [.. GedFile.Csv(GedFile.Row(1)).Where(letter => letter is not (byte)'\n')], "carriage returns" },
        { "a ZIP archive", [(byte)'P', (byte)'K', 3, 4, 0, 0, 0, 0, 0, 0], "ZIP" },
        { "a zip bomb", GedFile.Compressed([.. GedFile.Csv(), .. new byte[64 << 20]]), "times as large" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_file_that_is_none_fails_in_a_sentence(string what, byte[] content, string expected)
    {
        var job = await _service.Writer.Import(content, state: "failed");

        Assert.True(job["error"]!.ToString().Contains(expected, StringComparison.Ordinal), $"{what}: {job["error"]}");
        Assert.Equal(1, (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)))).Counts().Created);
    }

    [Fact]
    public async Task A_file_that_ends_too_soon_gives_the_rows_until_there()
    {
        var whole = GedFile.Compressed(GedFile.Csv(Enumerable.Range(1, 3_000).Select(id => GedFile.Row(id, ("where_description", $"{id * 7919 % 100_003} steps from the well")))));

        var job = await _service.Writer.Import(whole[..(whole.Length / 2)], state: "failed");

        Assert.Contains("ends before its end", job["error"]!.ToString(), StringComparison.Ordinal);
        Assert.InRange(job.Counts().Created, 500, 2_900);
        Assert.Equal(job.Counts().Created, (await _service.Reader.Get("/v1/incidents?limit=1&count=exact"))["count"]!["value"]!.GetValue<int>());
    }

    [Fact]
    public async Task Bad_rows_are_told_by_line_and_good_ones_go_in()
    {
        var job = await _service.Writer.Import(GedFile.Csv(
            GedFile.Row(1),
            GedFile.Row(2, ("latitude", "91")),
            GedFile.Row(3, ("where_description", "two\r\nlines and a \"quote\"")),
            GedFile.Row(4, ("date_start", "the day before")),
            GedFile.Row(5, ("date_start", "2014-03-01"), ("date_end", "2014-03-02T00:00:00")),
            GedFile.Row(1, ("best", "99")),
            GedFile.Row(6, ("best", "20")),
            GedFile.Row(7, ("country", "a\0b"))));

        Assert.Equal((4, 0, 0, 4, 0), job.Counts());
        var errors = await _service.Writer.ErrorsOf(job, limit: 2);
        var rejected = errors.Where(error => error["rejects"]!.GetValue<bool>()).ToList();
        Assert.Equal([3, 6, 8, 10], rejected.Select(error => error["line"]!.GetValue<int>()).Order());
        Assert.Equal(("latitude", "91"), (rejected[0]["column"]!.ToString(), rejected[0]["value"]!.ToString()));
        Assert.Equal(("date_start", "the day before"), (rejected[1]["column"]!.ToString(), rejected[1]["value"]!.ToString()));
        Assert.Contains(errors, error => !error["rejects"]!.GetValue<bool>() && error["line"]!.GetValue<int>() == 9);
        Assert.Equal(job["warnings"]!.GetValue<int>(), errors.Count(error => !error["rejects"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task What_is_no_file_is_refused_at_once()
    {
        Assert.Equal((400, "empty-file"), Of(await _service.Writer.SendFile("format=ucdp-ged", new MemoryStream())));
        Assert.Equal((415, "unsupported-media-type"), Of(await _service.Writer.SendFile("format=ucdp-ged", new MemoryStream([1]), "multipart/form-data; boundary=x")));
        Assert.Equal((400, "invalid-parameter"), Of(await _service.Writer.SendFile("format=other", new MemoryStream([1]))));
        Assert.Equal((400, "missing-parameter"), Of(await _service.Writer.SendFile("datasetVersion=1", new MemoryStream([1]))));
        Assert.Equal((400, "invalid-columns"), Of(await _service.Writer.SendFile("format=ucdp-ged&columns=best", new MemoryStream([1]))));
        Assert.Equal((400, "invalid-columns"), Of(await _service.Writer.SendFile("format=ucdp-ged&columns=deaths_x:a", new MemoryStream([1]))));
        Assert.Equal((400, "invalid-parameter"), Of(await _service.Writer.SendFile($"format=ucdp-ged&datasetVersion={new string('1', 51)}", new MemoryStream([1]))));
        Assert.Equal((401, "key-required"), Of(await _service.Reader.SendFile("format=ucdp-ged", new MemoryStream([1]))));
        Assert.Empty((await _service.Writer.Get("/v1/imports"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_file_that_is_larger_than_may_be_is_refused_and_not_kept()
    {
        await _service.Stop();
        await using var narrow = _service.Beside(new Dictionary<string, string> { ["Imports:MaxFileBytes"] = "1000" });

        Assert.Equal((413, "file-too-large"), Of(await narrow.Writer.SendFile("format=ucdp-ged", new MemoryStream(new byte[1_001]))));

        Assert.Empty(Directory.GetFiles(_service.ImportDirectory));
    }

    private static (int, string?) Of(JsonAnswer answer) => (answer.Status, answer.Code);
}
