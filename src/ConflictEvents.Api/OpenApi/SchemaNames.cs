using ConflictEvents.Api.Lists;

namespace ConflictEvents.Api.OpenApi;

/// <summary>Which way a value travels. The same type may ask less of a request than it promises in an answer.</summary>
internal enum Direction
{
    Request,
    Answer,
}

/// <summary>The names of schemas: those of the resources, without the words by which the code tells their forms apart.</summary>
internal static class SchemaNames
{
    /// <param name="isBody">True for the type of a whole request body, which is named after what it asks for.</param>
    public static string Of(Type type, Direction direction, bool isBody)
    {
        if (type.IsEnum || isBody)
            return type.Name;
        if (direction is Direction.Request)
            return $"{type.Name}Input";
        if (type.IsConstructedGenericType && (type.GetGenericTypeDefinition() == typeof(ListOf<>) || type.GetGenericTypeDefinition() == typeof(PageOf<>)))
            return $"{Without("Card", Answer(type.GenericTypeArguments[0]))}List";
        return Answer(type);
    }

    private static string Answer(Type type) => Without("View", Without("Document", type.Name));

    private static string Without(string suffix, string name) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
}
