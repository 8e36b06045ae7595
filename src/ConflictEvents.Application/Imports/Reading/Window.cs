using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Imports.Reading;

/// <summary>The part of a text that is in memory.</summary>
/// <param name="most">Bytes that it may come to.</param>
internal sealed class Window(TextSource text, int most)
{
    private const int Least = 64 << 10;

    private byte[] _bytes = new byte[Math.Min(most, 2 * Least)];
    private int _start;
    private int _end;

    /// <summary>What is in memory and was not taken yet.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start.._end);

    /// <summary>The physical line at the beginning of what is unread, counted from 1.</summary>
    public long Line { get; private set; } = 1;

    public bool IsFull => _end - _start == most;

    /// <summary>True when nothing can follow what is unread.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Why the text ends before the file does; null while that is not so.</summary>
    public Error? Fault => text.Fault;

    /// <summary>Takes bytes from the beginning of what is unread.</summary>
    public void Take(int bytes)
    {
        Line += Unread[..bytes].Count((byte)'\n');
        _start += bytes;
    }

    /// <summary>
    /// Adds to what is unread, unless it is full: as much again, so that a record which is looked at anew after each time costs no more than
    /// twice its length, in however small parts the text comes.
    /// </summary>
    /// <returns>False when everything is in memory.</returns>
    public async ValueTask<bool> Fill(CancellationToken cancellationToken)
    {
        if (AtEnd)
            return false;
        var unread = _end - _start;
        var wanted = Math.Min(most, unread + Math.Max(unread, Least));
        if (_bytes.Length < wanted)
            Array.Resize(ref _bytes, wanted);
        _bytes.AsSpan(_start, unread).CopyTo(_bytes);
        (_start, _end) = (0, unread);
        while (_end < wanted && !AtEnd)
        {
            var read = await text.Read(_bytes.AsMemory(_end), cancellationToken);
            (_end, AtEnd) = (_end + read, read == 0);
        }

        return true;
    }
}
