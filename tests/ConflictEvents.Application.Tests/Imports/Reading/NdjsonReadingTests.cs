using static ConflictEvents.Application.Tests.Imports.Given;

namespace ConflictEvents.Application.Tests.Imports.Reading;

public sealed class NdjsonReadingTests
{
    [Fact]
    public async Task Objects_are_rows_whatever_order_their_members_have()
    {
        var file = await Read("{\"id\":1,\"best\":2.5,\"text\":\"a\\nb\"}\r\n\n{\"text\":\"c\",\"id\":\"3\"}\n{\"id\":4,\"best\":null,\"more\":[1,{\"a\":2}],\"is\":true}");

        Assert.Null(file.Fault);
        Assert.Empty(file.Faults);
        Assert.Equal(["1", "3", "4"], file.Column("id"));
        Assert.Equal(["2.5", null, null], file.Column("best"));
        Assert.Equal(["a\nb", "c", null], file.Column("text"));
        Assert.Equal(("[1,{\"a\":2}]", "true"), (file.Rows[2]["more"], file.Rows[2]["is"]));
        Assert.Equal([1, 3, 4], file.Rows.Select(row => row.Line));
        Assert.Equal(["id", "more", "is"], file.Rows[2].Original().Keys);
    }

    [Fact]
    public async Task What_cannot_be_read_is_a_fault_of_its_line()
    {
        byte[] bytes =
        [
            .. Bytes("{\"id\":1}\n{\"id\":2\n[3]\n{\"id\":4}{\"id\":5}\n{\"id\":6,\"ID\":7}\n{\"id\":\"\\ud800\"}\n{\"id\":\"\\u0000\"}\n{\"id\":\""), 0xE9,
            .. Bytes($"\"}}\n{{\"id\":\"{new string('x', 5_000)}\"}}\n{{\"id\":\"{new string('x', 2_000)}\"}}\n{{\"id\":11}}\n"),
        ];

        var file = await Read(bytes, limits: Small);

        Assert.Equal(["1", "11"], file.Column("id"));
        Assert.Equal(
            [
                "2 invalid-json", "3 no-object", "4 no-object", "5 repeated-member", "6 invalid-json", "7 nul", "8 invalid-utf-8", "9 record-too-long",
                "10 cell-too-long",
            ],
            file.Codes);
    }

    [Fact]
    public async Task Columns_may_be_told_to_stand_for_others()
    {
        var file = await Read("{\"a\":1}\n{\"best_guess\":2}\n{\"b\":3,\"a\":4}\n", columns: "best:a");

        Assert.Equal(["1", "2", "4"], file.Column("best"));
    }

    [Theory]
    [InlineData("{\"id\":1", "wrong-header")]
    [InlineData("{\"unwanted\":1}\n", "wrong-header")]
    [InlineData("[{\"id\":1}]", "json-array")]
    public async Task A_file_whose_first_line_cannot_be_used_is_refused(string text, string code) =>
        Assert.Equal(code, (await Read(text)).Header.Error?.Code);
}
