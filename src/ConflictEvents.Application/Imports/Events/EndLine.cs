using System.Security.Cryptography;
using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Imports.Events;

/// <summary>The last line of an export: a file without it was cut.</summary>
public sealed record EndLine
{
    public required EndMark End { get; init; }
}

/// <summary>What the lines before it come to.</summary>
public sealed record EndMark
{
    /// <summary>How many lines.</summary>
    public required long Events { get; init; }

    /// <summary>SHA-256 of the lines, each with the line feed behind it, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>Adds up the lines of an export, and holds them against the mark at its end.</summary>
public sealed class EndCheck : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private bool _isBlind;

    /// <summary>Lines since the file began, or since the end of the export before: one may follow another.</summary>
    public long Lines { get; private set; }

    public static bool IsEnd(ReadOnlySpan<byte> line) => line.StartsWith("{\"end\":"u8);

    /// <param name="line">Without the line feed.</param>
    public void Add(ReadOnlySpan<byte> line)
    {
        _hash.AppendData(line);
        _hash.AppendData("\n"u8);
        Lines++;
    }

    /// <summary>Adds a line that is too long to be held: what it says is not looked at.</summary>
    public void AddUnread() => (_isBlind, Lines) = (true, Lines + 1);

    /// <summary>Begins anew.</summary>
    public EndMark Take()
    {
        var mark = new EndMark { Events = Lines, Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset()) };
        (_isBlind, Lines) = (false, 0);
        return mark;
    }

    /// <summary>Begins anew.</summary>
    /// <returns>Why the lines are not those that were exported; null when they are.</returns>
    public Error? Close(ReadOnlySpan<byte> line)
    {
        var stated = StrictJson.Read<EndLine>(line.ToArray());
        if (stated.Error is not null)
            return FileErrors.NoEnd;
        var isBlind = _isBlind;
        var found = Take();
        return found == stated.Value.End || (isBlind && found.Events == stated.Value.End.Events) ? null : FileErrors.Altered;
    }

    public void Dispose() => _hash.Dispose();
}
