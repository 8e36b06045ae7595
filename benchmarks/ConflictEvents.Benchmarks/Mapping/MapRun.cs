using System.Diagnostics;
using System.Globalization;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Reading;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Benchmarks.Mapping;

/// <summary>Reads and maps a file without a database: how fast, what became of its rows, and whether the service would take them.</summary>
internal sealed class MapRun(IDatasetFormat format, string? columns, Action<string> say)
{
    /// <summary>Rows of a batch, after which new references are taken as an import takes them.</summary>
    private const int Batch = 500;

    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ResourceKind, int> _new = [];
    private readonly HashSet<Guid> _documents = [];
    private readonly HashSet<Guid> _incidents = [];
    private readonly SortedDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private int _rows;
    private int _mapped;
    private int _claims;
    private long _best;

    public async Task Run(string file, CancellationToken cancellationToken)
    {
        await Time($"read {file}", file, static (_, _) => { }, cancellationToken);
        var release = new DatasetRelease(format, null, new ReferenceRegistry(), TimeProvider.System);
        _rows = 0;
        await Time("map", file, (read, map) => map.Take(read, release), cancellationToken);

        release = new DatasetRelease(format, null, new ReferenceRegistry(), TimeProvider.System);
        var acceptance = new Acceptance(TimeProvider.System);
        await Time("map and validate", file, (read, map) => map.Check(read, release, acceptance), cancellationToken);
        CheckNew(release, acceptance);
        if (acceptance.Dangling > 0)
            _refused["mentioned and never told of as new"] = acceptance.Dangling;
        Tell();
    }

    private async Task Time(string what, string file, Action<ReadRow, MapRun> take, CancellationToken cancellationToken)
    {
        var names = ColumnNames.Of(format, columns).Value;
        await using var stored = File.OpenRead(file);
        await using var reader = new DatasetReader(stored, format, names);
        var before = GC.GetTotalAllocatedBytes();
        var (start, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var header = await reader.Header(cancellationToken);
        if (header.Error is { } error)
        {
            say($"{error.Code}: {error.Message}");
            return;
        }

        var rows = 0;
        await foreach (var read in reader.Rows(cancellationToken))
        {
            rows++;
            take(read, this);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var processor = (Environment.CpuUsage.TotalTime - busy).TotalSeconds;
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {rows} rows in {seconds:0.00} s, {rows / processor:0} rows per second of processor time, {(GC.GetTotalAllocatedBytes() - before) / Math.Max(rows, 1)} bytes allocated a row, {reader.SourceBytes} of {stored.Length} bytes, fault: {reader.Fault?.Code ?? "none"}"));
    }

    private void Take(ReadRow read, DatasetRelease release)
    {
        if (read.Row is { } row)
        {
            release.Map(row);
            row.Original();
        }

        if (++_rows % Batch == 0)
            release.References.TakeNew();
    }

    private void Check(ReadRow read, DatasetRelease release, Acceptance acceptance)
    {
        var mapped = read.Row is { } row ? release.Map(row) : new MappedRow(null, [read.Fault!]);
        foreach (var fault in mapped.Faults)
            Count(_faults, $"{(fault.Rejects ? "error" : "warning")} {fault.Code} {fault.Column}");
        if (mapped.Record is { } record)
        {
            _mapped++;
            _claims += record.Claims.Count;
            _best += record.Claims.Count > 0 ? record.Claims[0].Best ?? record.Claims[0].Number ?? 0 : 0;
            if (!_incidents.Add(record.IncidentId))
                Count(_faults, "repeated id");
            foreach (var refused in acceptance.Of(record))
                Count(_refused, refused);
        }
        else if (!mapped.Faults.Any(fault => fault.Rejects))
        {
            Count(_refused, "no record and no error");
        }

        if (++_rows % Batch == 0)
            CheckNew(release, acceptance);
    }

    private void CheckNew(DatasetRelease release, Acceptance acceptance)
    {
        foreach (var reference in release.References.TakeNew())
        {
            if (reference.Kind is ResourceKind.Document && !_documents.Add(reference.Id))
                continue;
            _new[reference.Kind] = _new.GetValueOrDefault(reference.Kind) + 1;
            foreach (var refused in acceptance.Of(reference))
                Count(_refused, refused);
        }
    }

    private void Tell()
    {
        say($"mapped {_mapped}, claims {_claims}, sum of best {_best}");
        say($"new: {string.Join(", ", _new.Select(kind => $"{kind.Value} {kind.Key}"))}");
        foreach (var (fault, count) in _faults)
            say($"  {count,8} {fault}");
        say(_refused.Count == 0 ? "the validators and the domain accept everything" : "refused by validators or domain:");
        foreach (var (refused, count) in _refused)
            say($"  {count,8} {refused}");
    }

    private static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
