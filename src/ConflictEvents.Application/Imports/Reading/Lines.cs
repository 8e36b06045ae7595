namespace ConflictEvents.Application.Imports.Reading;

/// <summary>The lines of a text that are not blank.</summary>
internal sealed class Lines(Window window)
{
    private bool _isSkipping;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <param name="text">The line without its end; of one that is too long, as much as memory may hold. Stands until more of the file is read.</param>
    /// <param name="number">Of the physical line, counted from 1.</param>
    /// <param name="isWhole">False when the line is too long; the rest of it is skipped.</param>
    /// <returns>False when more of the file is needed, or there is none.</returns>
    public bool TryRead(out ReadOnlySpan<byte> text, out long number, out bool isWhole)
    {
        while (true)
        {
            var length = window.Unread.IndexOf((byte)'\n');
            isWhole = length >= 0 || (window.AtEnd && window.Fault is null && !window.Unread.IsEmpty);
            number = window.Line;
            text = default;
            if (!isWhole && !window.IsFull)
            {
                if (_isSkipping)
                    window.Take(window.Unread.Length);
                return false;
            }

            var line = window.Unread[..(length < 0 ? window.Unread.Length : length)];
            window.Take(length < 0 ? line.Length : length + 1);
            if (_isSkipping || line.Trim(Blanks).IsEmpty)
            {
                _isSkipping &= length < 0;
                continue;
            }

            _isSkipping = !isWhole;
            text = line;
            return true;
        }
    }
}
