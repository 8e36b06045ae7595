using System.Text;
using ConflictEvents.Application.Imports.Reading;
using static ConflictEvents.Application.Tests.Imports.Given;

namespace ConflictEvents.Application.Tests.Imports.Reading;

public sealed class FileReadingTests
{
    private static readonly string Table = "id,text\n" + string.Concat(Enumerable.Range(1, 5_000).Select(id => $"{id},{NoRepeats(id)}\n"));

    [Fact]
    public async Task A_compressed_file_is_told_by_its_first_bytes_and_progress_counts_those_of_the_file()
    {
        var compressed = Gzip(Bytes(Table));

        var file = await Read(compressed);

        Assert.Null(file.Fault);
        Assert.Equal(5_000, file.Rows.Count);
        Assert.Equal(compressed.Length, file.SourceBytes);
    }

    [Fact]
    public async Task A_compressed_file_may_have_several_members()
    {
        var bytes = Bytes(Table);

        var file = await Read([.. Gzip(bytes[..1_000]), .. Gzip(bytes[1_000..])]);

        Assert.Null(file.Fault);
        Assert.Empty(file.Faults);
        Assert.Equal(5_000, file.Rows.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1_000)]
    [InlineData(60_000)]
    public async Task A_cut_compressed_file_gives_the_whole_rows_up_to_there_and_says_so(int missing)
    {
        var file = await Read(Gzip(Bytes(Table))[..^missing]);

        Assert.Equal("truncated-file", file.Fault?.Code);
        Assert.Empty(file.Faults);
        Assert.NotEmpty(file.Rows);
        Assert.All(file.Rows, row => Assert.Equal(NoRepeats(int.Parse(row["id"]!, null)), row["text"]));
        if (missing > 9)
            Assert.True(file.Rows.Count < 5_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1_000)]
    [InlineData(60_000)]
    public async Task A_file_of_several_members_whose_last_one_is_cut_says_so(int missing)
    {
        var bytes = Bytes(Table);
        byte[] whole = [.. Gzip(bytes[..1_000]), .. Gzip(bytes[1_000..90_000]), .. Gzip([]), .. Gzip(bytes[90_000..])];

        Assert.Null((await Read(whole)).Fault);
        Assert.Equal("truncated-file", (await Read(whole[..^missing])).Fault?.Code);
    }

    [Fact]
    public async Task A_compressed_file_that_ends_before_its_first_line_does_is_refused_as_such() =>
        Assert.Equal("truncated-file", (await Read(Gzip(Bytes(Table))[..20])).Header.Error?.Code);

    [Fact]
    public async Task A_damaged_compressed_file_gives_the_rows_up_to_there_and_says_so()
    {
        var damaged = Gzip(Bytes(Table));
        for (var i = damaged.Length / 2; i < (damaged.Length / 2) + 400; i++)
            damaged[i] = 0xFF;

        var file = await Read(damaged);

        Assert.Equal("corrupt-file", file.Fault?.Code);
        Assert.NotEmpty(file.Rows);
    }

    [Fact]
    public async Task A_file_that_grows_too_much_on_decompression_is_given_up()
    {
        var bomb = Gzip(Bytes("id,text\n" + string.Concat(Enumerable.Repeat("1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", 400_000))));

        var file = await Read(bomb, limits: new ReadingLimits { Ratio = 100, RatioFrom = 1 << 20 });
        var large = await Read(bomb, limits: new ReadingLimits { Bytes = 1 << 20 });

        Assert.Equal("compressed-too-much", file.Fault?.Code);
        Assert.InRange(file.Rows.Count, 1, 100_000);
        Assert.Equal("file-too-large", large.Fault?.Code);
        Assert.InRange(large.Rows.Count, 10_000, 14_000);
    }

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "nothing", [], "empty-file" },
        { "blanks", Bytes(" \n\n "), "empty-file" },
        { "UTF-16 with a mark", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("id,text\n1,a\n")], "wrong-encoding" },
        { "UTF-16 without one", Encoding.BigEndianUnicode.GetBytes("id,text\n1,a\n"), "wrong-encoding" },
        { "a spreadsheet", [.. "PK"u8, 3, 4, .. new byte[100]], "not-text" },
        { "noise", Noise(20_000), "not-text" },
        { "compressed noise", Gzip(Noise(20_000)), "not-text" },
        { "a header in Latin-1", [.. Bytes("id,n"), 0xFA, .. Bytes("mero\n1,2\n")], "not-text" },
        { "a JSON array", Bytes("  [\n{\"id\":1}]"), "json-array" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_is_no_dataset_is_refused_in_one_clear_sentence(string what, byte[] bytes, string code)
    {
        var file = await Read(bytes);

        Assert.True(file.Header.Error is not null, what);
        Assert.True(code == file.Header.Error.Code, $"{what}: {file.Header.Error}");
        Assert.EndsWith(".", file.Header.Error.Message, StringComparison.Ordinal);
    }

    private static string NoRepeats(int id) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(id)));

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(4).NextBytes(bytes);
        return bytes;
    }
}
