namespace ConflictEvents.Application.Json;

/// <summary>Where in a JSON text a reader stands. Most texts have no fault, so it is put into words only for those that have one.</summary>
/// <param name="beginning">The path of what is read; empty for a whole text.</param>
internal sealed class JsonTrail(string beginning = "")
{
    private readonly List<Level> _levels = [];

    /// <summary>How many objects and arrays stand around what is read.</summary>
    public int Depth => _levels.Count;

    public void Enter(bool isArray) => _levels.Add(new Level(isArray));

    public void Leave() => _levels.RemoveAt(_levels.Count - 1);

    /// <summary>Goes on to the next item, where it stands in an array.</summary>
    public void Next()
    {
        if (_levels.Count > 0)
            _levels[^1].Index++;
    }

    /// <summary>Goes on to a member of the object it stands in.</summary>
    /// <param name="name">Null where it cannot be read; then the path is that of the object.</param>
    public void At(string? name) => _levels[^1].Name = name;

    /// <returns>As errors name it: <c>claims[0].number</c>.</returns>
    public override string ToString()
    {
        var path = beginning;
        foreach (var level in _levels)
        {
            path = level switch
            {
                { IsArray: true, Index: >= 0 } => $"{path}[{level.Index}]",
                { IsArray: false, Name: not null } => JsonPath.Member(path, level.Name),
                _ => path,
            };
        }

        return path;
    }

    private sealed class Level(bool isArray)
    {
        public bool IsArray => isArray;

        public int Index { get; set; } = -1;

        public string? Name { get; set; }
    }
}
