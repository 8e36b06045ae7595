using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>
/// Finds resources by a name in whatever spelling, in three steps, each taken only when the one before found nothing:
/// a name that holds the words, or words that begin like them; a name that sounds like it in another script or transliteration;
/// a name that differs by a slip of the pen. So a name that exists as typed is never mixed with its look-alikes.
/// </summary>
internal static class NameSearch
{
    // Trigram similarity: one wrong letter in six passes ("Trpoli"), two different five-letter names do not ("Sabha", "Sabaa").
    private const double Slip = 0.45;

    /// <param name="matching">The query without the name: a step counts as having found nothing when nothing it finds matches the rest.</param>
    /// <returns>A condition on the column <c>id</c> of the resources that answer to the name.</returns>
    public static async Task<string> Condition(
        NpgsqlConnection connection, SqlQuery query, Func<SqlQuery> matching, ResourceKind kind, string name, Moment moment, CancellationToken cancellationToken)
    {
        foreach (var step in new Func<SqlQuery, string>[] { q => Words(q, name), q => Sound(q, name), q => Misspelt(q, name) })
        {
            var probe = matching();
            probe.Where(Match(probe, kind, moment, step));
            await using var command = probe.Command(connection, "select 1 from reference_version", "limit 1");
            if (await command.ExecuteScalarAsync(cancellationToken) is not null)
                return Match(query, kind, moment, step);
        }

        return "false";
    }

    private static string Match(SqlQuery query, ResourceKind kind, Moment moment, Func<SqlQuery, string> step) =>
        $"id in (select n.id from name_version n where n.kind = {query.Parameter(EventTypes.NameOf(kind))} and {Versions.At(query, moment, "n.")} and {step(query)})";

    private static string Words(SqlQuery query, string name)
    {
        var words = NameKey.Folded(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? "false"
            : string.Join(" and ", words.Select(word => $"(' ' || n.folded) like {query.Parameter($"% {Escape(word)}%")}"));
    }

    private static string Sound(SqlQuery query, string name)
    {
        var skeleton = NameKey.Skeleton(name);
        return NameKey.IsSelective(skeleton)
            ? $"(' ' || n.skeleton || ' ') like {query.Parameter($"% {Escape(skeleton)} %")}"
            : "false";
    }

    private static string Misspelt(SqlQuery query, string name)
    {
        var folded = query.Parameter(NameKey.Folded(name));
        return $"n.folded % {folded} and similarity(n.folded, {folded}) >= {query.Parameter(Slip)}";
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
}
