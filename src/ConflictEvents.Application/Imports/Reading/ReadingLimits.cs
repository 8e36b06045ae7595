namespace ConflictEvents.Application.Imports.Reading;

/// <summary>What is read of a file at most. Memory is bounded by a few times <see cref="Record"/>.</summary>
public sealed record ReadingLimits
{
    public static ReadingLimits Default { get; } = new();

    /// <summary>Bytes of the file after decompression.</summary>
    public long Bytes { get; init; } = 16L << 30;

    /// <summary>Bytes after decompression for each byte before it; text compresses to a tenth, seldom to a fiftieth.</summary>
    public int Ratio { get; init; } = 250;

    /// <summary>Bytes after decompression from which on the ratio is looked at.</summary>
    public long RatioFrom { get; init; } = 16 << 20;

    /// <summary>Bytes of one record.</summary>
    public int Record { get; init; } = 1 << 20;

    /// <summary>Bytes of one cell.</summary>
    public int Cell { get; init; } = 256 << 10;

    public int Columns { get; init; } = 500;
}
