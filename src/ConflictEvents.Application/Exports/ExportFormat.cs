namespace ConflictEvents.Application.Exports;

/// <summary>A form in which incidents are exported.</summary>
public enum ExportFormat
{
    /// <summary>A table with a header (RFC 4180).</summary>
    Csv,

    /// <summary>A FeatureCollection (RFC 7946); incidents without a point have no geometry.</summary>
    Geojson,

    /// <summary>One JSON text a line, each as in a list.</summary>
    Ndjson,
}
