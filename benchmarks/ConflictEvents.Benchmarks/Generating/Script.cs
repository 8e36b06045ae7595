namespace ConflictEvents.Benchmarks.Generating;

/// <summary>The script in which a country writes its names beside the Latin one.</summary>
internal enum Script
{
    Latin,
    Arabic,
    Cyrillic,
    Devanagari,
}
