using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>Apart from all others, since what they hold would be counted.</summary>
[CollectionDefinition(nameof(LongLineTests), DisableParallelization = true)]
[Collection(nameof(LongLineTests))]
public sealed class LongLineTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_line_of_100_megabytes_is_told_and_costs_no_memory()
    {
        var (head, row) = (GedFile.Csv(GedFile.Row(1)), GedFile.Csv(GedFile.Row(2)).AsSpan(GedFile.Csv().Length).ToArray());
        await using var file = new Endless(head, 100 << 20, [(byte)'\r', (byte)'\n', .. row]);
        var answer = await _service.Writer.SendFile("format=ucdp-ged", file);
        Assert.Equal(202, answer.Status);

        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var job = _service.Writer.ImportUntil(answer.Body!, "completed");
        while (await Task.WhenAny(job, Task.Delay(20)) != job)
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);

        Assert.Equal((2, 0, 0, 1, 0), (await job).Counts());
        Assert.Equal(3, (await _service.Writer.ErrorsOf(await job))[0]["line"]!.GetValue<int>());
        Assert.True(most < 90 << 20, $"{most >> 20} MB");
    }

    /// <summary>A beginning, so many times the letter a, and an end; none of it in memory at once.</summary>
    private sealed class Endless(byte[] head, long letters, byte[] end) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var span = buffer.AsSpan(offset, count);
            var read = 0;
            if (_at < head.Length)
                head.AsSpan((int)_at, read = (int)Math.Min(span.Length, head.Length - _at)).CopyTo(span);
            else if (_at < head.Length + letters)
                span[..(read = (int)Math.Min(span.Length, head.Length + letters - _at))].Fill((byte)'a');
            else if (_at - head.Length - letters is var behind && behind < end.Length)
                end.AsSpan((int)behind, read = (int)Math.Min(span.Length, end.Length - behind)).CopyTo(span);
            _at += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
