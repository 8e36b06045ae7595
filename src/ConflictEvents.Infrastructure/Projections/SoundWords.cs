using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>The words of a name by their sound, for full-text search; a mark keeps them apart from words as they are written.</summary>
internal static class SoundWords
{
    private const string Mark = "sound0";

    /// <returns>Words too short to tell names apart are left out.</returns>
    public static IEnumerable<string> Of(string name) =>
        NameKey.Skeleton(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(NameKey.IsSelective).Select(word => Mark + word);
}
