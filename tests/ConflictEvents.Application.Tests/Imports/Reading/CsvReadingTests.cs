using static ConflictEvents.Application.Tests.Imports.Given;

namespace ConflictEvents.Application.Tests.Imports.Reading;

public sealed class CsvReadingTests
{
    [Theory]
    [InlineData("id,best\n1,2\n3,4\n")]
    [InlineData("id,best\r\n1,2\r\n3,4")]
    [InlineData("id,best\n1,2\r\n3,4\n\n")]
    [InlineData("\uFEFFID, Best \n1,2\n3,4\n")]
    [InlineData("id;best\n1;2\n3;4\n")]
    [InlineData("id\tbest\n1\t2\n3\t4\n")]
    [InlineData("\"id\",\"best\"\n\"1\",\"2\"\n3,4\n")]
    [InlineData(",id,best\n0,1,2\n1,3,4\n")]
    [InlineData("id,note,best\n#id,,#affected+killed\n1,,2\n3,x,4\n")]
    [InlineData("id,best_guess\n1,2\n3,4\n")]
    [InlineData("\n\nid,best\n1, 2 \n\n3,4\n")]
    public async Task The_same_rows_are_read_from_files_that_differ_in_form(string text)
    {
        var file = await Read(text);

        Assert.Null(file.Fault);
        Assert.Empty(file.Faults);
        Assert.Equal(["1", "3"], file.Column("ID"));
        Assert.Equal(["2", "4"], file.Column("best"));
    }

    [Fact]
    public async Task Quotes_commas_and_line_ends_inside_quotes_belong_to_the_cell()
    {
        var file = await Read("id,text,best\n1,\"He said \"\"no\"\", twice\",2\n2,\"first\r\nsecond\n\nfourth\",3\n4,a \"word\" plainly,5\n6,,7\n");

        Assert.Empty(file.Faults);
        Assert.Equal(["He said \"no\", twice", "first\r\nsecond\n\nfourth", "a \"word\" plainly", null], file.Column("text"));
        Assert.Equal([2, 3, 7, 8], file.Rows.Select(row => row.Line));
    }

    [Fact]
    public async Task Empty_cells_and_NA_are_null_and_the_row_as_it_stood_leaves_empty_ones_out()
    {
        var row = Assert.Single((await Read(",Id,A,b,c\n0, 1 ,NA,,x\n")).Rows);

        Assert.Equal(("1", null, null, "x"), (row["id"], row["a"], row["b"], row["c"]));
        Assert.Null(row["d"]);
        Assert.Equal([new("Id", " 1 "), new("A", "NA"), new("c", "x")], row.Original());
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_takes_no_good_row_with_it()
    {
        var file = await Read("id,text\n1,a\n2,\"never closed\n3,c\n4,\"d\"\n5,e\n");

        Assert.Equal(["1", "3", "4", "5"], file.Column("id"));
        Assert.Equal(["3 stray-quote"], file.Codes);
        Assert.Equal("2,\"never closed", file.Faults[0].Value);
        Assert.True(file.Faults[0].Rejects);
    }

    [Fact]
    public async Task A_quote_that_nothing_closes_is_told_by_the_line_that_opens_it()
    {
        var rows = string.Concat(Enumerable.Range(3, 200).Select(id => $"{id},plain text of row {id}\n"));

        var atEnd = await Read($"id,text\n1,a\n2,\"never closed\n{rows}");
        Assert.Equal(["3 record-too-long"], (await Read($"id,text\n1,a\n2,\"never closed\n{rows}", limits: Small)).Codes);

        Assert.Equal(["3 unclosed-quote"], atEnd.Codes);
        Assert.Equal(201, atEnd.Rows.Count);
        Assert.Equal(201, (await Read($"id,text\n1,a\n2,\"never closed\n{rows}", limits: Small)).Rows.Count);
    }

    [Fact]
    public async Task A_row_with_too_few_or_too_many_cells_is_a_fault_of_its_line()
    {
        var file = await Read("id,best\n1,2\n3\n4,5,6\n7,8\n");

        Assert.Equal(["1", "7"], file.Column("id"));
        Assert.Equal(["3 too-few-cells", "4 too-many-cells"], file.Codes);
    }

    [Fact]
    public async Task A_record_that_is_not_in_UTF_8_or_holds_NUL_is_a_fault_of_its_line()
    {
        var file = await Read([.. Bytes("id,text\n1,a\n2,\"caf"), 0xE9, .. Bytes("\ntwo lines\"\n3,c\n4,nul\0\n5,e\n")]);

        Assert.Equal(["1", "3", "5"], file.Column("id"));
        Assert.Equal(["3 invalid-utf-8", "6 nul"], file.Codes);
    }

    [Fact]
    public async Task A_line_of_a_hundred_megabytes_is_one_fault_and_takes_no_memory()
    {
        using var stream = new Parts([Bytes("id,text\n1,a\n2,"), .. Enumerable.Repeat(Bytes(new string('x', 1 << 20)), 100), Bytes("\n3,c\n")]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var file = await Read(stream);

        Assert.Equal(["1", "3"], file.Column("id"));
        Assert.Equal(["3 record-too-long"], file.Codes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 << 20);
    }

    [Fact]
    public async Task A_cell_that_is_too_long_is_a_fault_of_its_line()
    {
        var file = await Read($"id,text\n1,{new string('x', 1_025)}\n2,b\n", limits: Small);

        Assert.Equal(["2 cell-too-long"], file.Codes);
        Assert.Equal(["2"], file.Column("id"));
        Assert.Equal(200, file.Faults[0].Value!.Length);
    }

    [Fact]
    public async Task A_file_made_of_quotes_that_are_never_closed_is_given_up_before_it_costs_too_much()
    {
        // Each line leaves a quote open whether or not one was open before it, so that each is read up to the limit.
        var line = Bytes("a\",\"\"\",\n");
        using var stream = new Parts([Bytes("id,text\n"), .. Enumerable.Repeat(line, 400_000)]);

        var file = await Read(stream);

        Assert.Equal("too-broken", file.Fault?.Code);
        Assert.InRange(file.Faults.Count, 1, 1_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Rows_are_the_same_however_the_bytes_come_in(int size)
    {
        var text = "\uFEFFid,text\r\n1,\"a\r\nb\"\r\n2,\"\"\"q\"\"\"\n3\n4,\"x\" y\n5,ünï\r\n";
        using var stream = new Parts([.. Bytes(text).Chunk(size)]);

        var (whole, inParts) = (await Read(text), await Read(stream));

        Assert.Equal(["a\r\nb", "\"q\"", "ünï"], whole.Column("text"));
        Assert.Equal(["5 too-few-cells", "6 stray-quote"], whole.Codes);
        Assert.Equal(whole.Column("text"), inParts.Column("text"));
        Assert.Equal(whole.Codes, inParts.Codes);
    }

    [Fact]
    public async Task Columns_may_be_told_to_stand_for_others()
    {
        var file = await Read("id,a,best\n1,2,3\n", columns: "best:A, low:best");
        var unknown = await Read("id,a\n1,2\n", columns: "best:b");

        Assert.Equal(("2", "3"), (file.Rows[0]["best"], file.Rows[0]["low"]));
        Assert.Equal("unknown-column", unknown.Header.Error?.Code);
    }

    [Theory]
    [InlineData("id,ID\n1,2\n")]
    [InlineData("unwanted\n1\n")]
    public async Task A_header_that_cannot_be_used_is_a_fault_of_the_file(string text) =>
        Assert.Equal("wrong-header", (await Read(text)).Header.Error?.Code);

    [Fact]
    public async Task A_header_with_too_many_columns_or_without_an_end_is_a_fault_of_the_file()
    {
        Assert.Equal("wrong-header", (await Read(string.Join(',', Enumerable.Range(0, 61)) + "\n", limits: Small)).Header.Error?.Code);
        Assert.Equal("wrong-header", (await Read(new string('x', 9_000), limits: Small)).Header.Error?.Code);
    }

    [Fact]
    public async Task Rows_that_say_the_same_have_the_same_hash()
    {
        var first = await Read("id,best,day,text,extra\n15960,30.5,2014-01-22,\"a\nb\",1\n");
        var second = await Read("TEXT;day;id;best;note\r\n\"a\r\nb\";2014-01-22 00:00:00.000;15960.0; 30.500 ;2\r\n");
        var third = await Read("id,best,day,text\n15960,30.5,2014-01-22 06:00:00,\"a\nb\"\n");

        var hashes = new[] { first, second, third }.Select(file => file.Rows[0].ContentHash(column => column is "id" or "best" or "day" or "text")).ToList();

        Assert.Matches("^[0-9a-f]{64}$", hashes[0]);
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(hashes[0], hashes[2]);
        Assert.NotEqual(hashes[0], first.Rows[0].ContentHash(column => column is "id" or "best" or "day"));
    }

    /// <summary>A file that comes in parts of the given sizes.</summary>
    private sealed class Parts(IReadOnlyList<byte[]> parts) : MemoryStream
    {
        private int _part;
        private int _at;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            if (_part == parts.Count)
                return 0;
            var read = Math.Min(buffer.Length, parts[_part].Length - _at);
            parts[_part].AsSpan(_at, read).CopyTo(buffer.Span);
            _at += read;
            if (_at == parts[_part].Length)
                (_part, _at) = (_part + 1, 0);
            return read;
        }
    }
}
