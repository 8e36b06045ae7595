using System.Text.Json.Serialization;

namespace ConflictEvents.Application.Imports;

/// <summary>What files can be loaded.</summary>
public enum ImportFormat
{
    /// <summary>The Georeferenced Event Dataset of the Uppsala Conflict Data Program.</summary>
    [JsonStringEnumMemberName("ucdp-ged")]
    UcdpGed,

    /// <summary>The Armed Conflict Location &amp; Event Data.</summary>
    [JsonStringEnumMemberName("acled")]
    Acled,

    /// <summary>The events of another service of this kind, as <c>conflict-events export</c> writes them.</summary>
    [JsonStringEnumMemberName("conflict-events")]
    ConflictEvents,

    /// <summary>The places of GeoNames, or its codes of subdivisions.</summary>
    [JsonStringEnumMemberName("geonames")]
    Geonames,
}

public static class ImportFormats
{
    /// <returns>Null for the service's own format and for the gazetteer, which are no datasets of incidents.</returns>
    public static IDatasetFormat? DatasetOf(ImportFormat format) => format is ImportFormat.ConflictEvents or ImportFormat.Geonames
        ? null
        : DatasetFormats.Find(Json.JsonContract.NameOf(format)) ?? throw new ArgumentOutOfRangeException(nameof(format), format, null);
}
