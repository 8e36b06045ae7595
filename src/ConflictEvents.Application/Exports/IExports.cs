using System.IO.Pipelines;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Exports;

/// <summary>What is exported, and in which form.</summary>
/// <param name="Raw">For CSV: texts exactly as they are, also those that a spreadsheet would take for a formula.</param>
public sealed record ExportQuery(IncidentFilter Filter, IncidentSort Sort, ExportFormat Format, bool Raw)
{
    /// <inheritdoc cref="IncidentFilter.ToPassOn"/>
    public ExportQuery ToPassOn() => this with { Filter = Filter.ToPassOn() };
}

/// <summary>Reads whole results from one snapshot, apart from the connections that everything else is read by.</summary>
public interface IExports
{
    /// <returns>Null while as many exports are under way as may be.</returns>
    Task<IExport?> TryOpen(ExportQuery query, Moment moment, CancellationToken cancellationToken);
}

/// <summary>A whole result whose first incident has been read. Whoever has it disposes of it.</summary>
public interface IExport : IAsyncDisposable
{
    /// <summary>When the last event was recorded that it takes account of; null while nothing is recorded.</summary>
    DateTimeOffset? DataThrough { get; }

    /// <summary>How many resources had been erased when it was opened; nothing of them stands in it.</summary>
    long Erasures { get; }

    /// <summary>How many incidents have been written so far.</summary>
    long Incidents { get; }

    /// <summary>Writes the file from its beginning to its end, with as much of it in memory as a reader takes at once. Call it once.</summary>
    /// <param name="patience">How long at most the reader may take over some ten thousand bytes.</param>
    /// <exception cref="TimeoutException">The reader took longer.</exception>
    Task CopyTo(PipeWriter output, TimeSpan patience, CancellationToken cancellationToken);
}

public static class ExportErrors
{
    public static readonly Error Busy = new(ErrorKind.Busy, "too-many-exports", "As many exports are under way as the service allows at once. Try again soon, or ask for a page with limit.");

    public static readonly Error RawWithoutCsv = QueryErrors.Parameter("raw", "is for f=csv alone.");
}
