namespace ConflictEvents.Architecture.Tests;

/// <summary>The source files of the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <param name="folder">Below the root, such as <c>src/ConflictEvents.Api</c>.</param>
    /// <returns>Path below the root, and text, of every C# file that a person wrote.</returns>
    public static IEnumerable<(string Path, string Text)> Sources(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(files);
        return files.Select(path => (path, File.ReadAllText(Path.Combine(Root, path))));
    }

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "ConflictEvents.sln")))
                return at.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not run below the repository.");
    }
}
