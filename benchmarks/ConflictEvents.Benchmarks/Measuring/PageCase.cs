using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Queries;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>One page of 50 as a client asks for it.</summary>
/// <param name="Query">The parameters of the address.</param>
/// <param name="Filter">The same, as the service binds them.</param>
/// <param name="Condition">On <c>normalised.incident i</c>; it means the same.</param>
/// <param name="Values">Of the parameters of the condition.</param>
internal sealed record Page(string Query, IncidentFilter Filter, string Condition, params IReadOnlyList<(string Type, string Value)> Values);

/// <summary>A kind of search with the values that it is measured with.</summary>
/// <param name="Sample">As the service takes one of its database.</param>
internal sealed record PageCase(string Name, IReadOnlyList<Page> Pages, PointSample Sample)
{
    private const int Rows = 50;

    public IEnumerable<Hit> Hits => Pages.Select(page => new Hit($"/v1/incidents?{page.Query}"));

    /// <summary>What the service sends to its database: its own translation, with one row more to know whether there is another page.</summary>
    public IReadOnlyList<Statement> SameSql => [.. Pages.Select(page => Of(page.Filter, Sample))];

    /// <summary>What it takes to gather the contents of the same cards from one table a thing.</summary>
    public IReadOnlyList<Statement> NormalisedSql => [.. Pages.Select(page => new Statement([NormalisedQueries.Page(page.Condition, Rows)], page.Values, Of(page.Filter, PointSample.Empty).PlannedAnew))];

    public static Statement Of(IncidentFilter filter, PointSample sample, IncidentSort? sort = null, Moment moment = default, Cursor? start = null)
    {
        using var connection = new NpgsqlConnection();
        var list = IncidentPages.Query(filter, sort ?? IncidentSort.Default, moment, sample);
        using var batch = list.After(connection, start, Rows + 1);
        return Statement.Of(batch, list.PlannedAnew);
    }
}
