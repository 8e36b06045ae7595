namespace ConflictEvents.Application.Json;

/// <summary>Paths of members as errors name them: <c>claims[0].number</c>.</summary>
internal static class JsonPath
{
    private const int LongestName = 100;

    public static string Member(string path, string name)
    {
        // A client may send a name of a megabyte; the answer need not repeat it.
        var shown = name.Length > LongestName ? $"{name[..LongestName]}…" : name;
        return path.Length == 0 ? shown : $"{path}.{shown}";
    }
}
