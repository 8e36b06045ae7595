using System.Text.Json.Serialization;

namespace ConflictEvents.Application.Imports;

/// <summary>The datasets that can be loaded.</summary>
public enum ImportFormat
{
    /// <summary>The Georeferenced Event Dataset of the Uppsala Conflict Data Program.</summary>
    [JsonStringEnumMemberName("ucdp-ged")]
    UcdpGed,

    /// <summary>The Armed Conflict Location &amp; Event Data.</summary>
    [JsonStringEnumMemberName("acled")]
    Acled,
}

public static class ImportFormats
{
    public static IDatasetFormat Of(ImportFormat format) =>
        DatasetFormats.Find(Json.JsonContract.NameOf(format)) ?? throw new ArgumentOutOfRangeException(nameof(format), format, null);
}
