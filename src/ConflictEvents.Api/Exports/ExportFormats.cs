using ConflictEvents.Api.Http;
using ConflictEvents.Application.Exports;

namespace ConflictEvents.Api.Exports;

/// <summary>The forms of a list of incidents beside JSON.</summary>
internal static class ExportFormats
{
    public static MediaFormat Csv { get; } = new("csv", "text/csv");

    public static MediaFormat GeoJson { get; } = new("geojson", "application/geo+json");

    public static MediaFormat NdJson { get; } = new("ndjson", "application/x-ndjson");

    /// <returns>Null for JSON, which is answered in pages only.</returns>
    public static ExportFormat? Of(MediaFormat format) =>
        format == Csv ? ExportFormat.Csv : format == GeoJson ? ExportFormat.Geojson : format == NdJson ? ExportFormat.Ndjson : null;

    public static MediaFormat MediaOf(ExportFormat format) => format switch
    {
        ExportFormat.Csv => Csv,
        ExportFormat.Geojson => GeoJson,
        ExportFormat.Ndjson => NdJson,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
