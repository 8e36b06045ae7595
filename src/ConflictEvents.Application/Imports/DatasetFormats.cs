using ConflictEvents.Application.Imports.Acled;
using ConflictEvents.Application.Imports.Ucdp;

namespace ConflictEvents.Application.Imports;

/// <summary>The datasets that can be imported.</summary>
public static class DatasetFormats
{
    public static IReadOnlyList<IDatasetFormat> All { get; } = [new UcdpGed(), new AcledEvents()];

    public static IDatasetFormat? Find(string key) => All.FirstOrDefault(format => format.Key == key);
}
