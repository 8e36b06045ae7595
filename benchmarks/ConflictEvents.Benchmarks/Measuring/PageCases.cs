using System.Globalization;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Benchmarks.Generating;
using ConflictEvents.Infrastructure.Queries;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>The searches of the target table, with values that fill a page or nearly so, whatever the number of incidents: else few would be found faster.</summary>
internal static class PageCases
{
    /// <summary>Of the rows of incidents, those that are found.</summary>
    public const string Active = "recorded_to is null and status = 'active'";

    private const int Values = 20;

    /// <param name="most">The incidents of the greatest database that the searches are to be compared with; null for none but this one.</param>
    public static async Task<IReadOnlyList<PageCase>> Choose(NpgsqlDataSource source, CancellationToken cancellationToken, long? most = null)
    {
        var random = new Random(7);
        var actors = await Column<Guid>(source, "select actor_id from (select actor_id, row_number() over (order by count(*) desc) as rank from participation_version where recorded_to is null group by 1) t where rank <= 40 or rank % 25 = 0 limit 60", cancellationToken);
        var busiest = $"select longitude, latitude from incident_version where {Active} and longitude is not null group by 1, 2 order by count(*) desc, 1, 2 limit {Values}";
        var points = (await Column<double>(source, $"select longitude from ({busiest}) p", cancellationToken)).Zip(await Column<double>(source, $"select latitude from ({busiest}) p", cancellationToken)).ToList();
        var incidents = (await Column<long>(source, $"select count(*) from incident_version where {Active}", cancellationToken))[0];
        var vocabulary = new Vocabulary();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var sample = await PointSample.Read(connection, cancellationToken);
        return
        [
            new("country-period", [.. Enumerable.Range(0, Values).Select(i => CountryAndYear(CountryTable.Rows[i % 10].Code, 2014 + random.Next(12)))], sample),
            new("actor", [.. actors.Take(Values).Select(Actor)], sample),
            new("bbox-narrow", [.. points.Select(point => Box(point, 0.25))], sample),
            new("bbox-medium", [.. points.Select(point => Box(point, 2.5))], sample),
            new("bbox-wide", [.. points.Select(point => Box(point, 20))], sample),
            new("text-rare", [.. vocabulary.Rare(incidents, most ?? incidents, Values).Select(Words)], sample),
            new("text-common", [.. vocabulary.Commonest(Values).Select(Words)], sample),
        ];
    }

    private static Page CountryAndYear(string country, int year)
    {
        var (from, to) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return new Page(
            $"country={country}&from={Day(from)}&to={Day(to)}",
            new IncidentFilter { Country = new CountryList([country]), From = from, To = to },
            "i.country = $1 and i.occurred_to >= $2 and i.occurred_from between $2 - 31 and $3",
            ("text", country),
            ("date", Day(from)),
            ("date", Day(to)));
    }

    private static Page Actor(Guid actor) => new(
        $"actorId={actor}",
        new IncidentFilter { ActorId = [actor] },
        "i.id in (select incident_id from normalised.participant where actor_id = $1)",
        ("uuid", actor.ToString()));

    private static Page Box((double Longitude, double Latitude) middle, double half)
    {
        var (west, south) = (Math.Max(-180, Math.Round(middle.Longitude - half, 3)), Math.Max(-90, Math.Round(middle.Latitude - half, 3)));
        var (east, north) = (Math.Min(180, Math.Round(middle.Longitude + half, 3)), Math.Min(90, Math.Round(middle.Latitude + half, 3)));
        var text = string.Create(CultureInfo.InvariantCulture, $"{west},{south},{east},{north}");
        return new Page(
            $"bbox={text}",
            new IncidentFilter { Bbox = new BoundingBox(west, south, east, north) },
            "st_setsrid(st_makepoint(i.longitude, i.latitude), 4326) && st_makeenvelope($1, $2, $3, $4, 4326)",
            [.. text.Split(',').Select(degrees => ("double precision", degrees))]);
    }

    private static Page Words(string words) => new(
        $"q={Uri.EscapeDataString(words)}",
        new IncidentFilter { Q = words },
        "to_tsvector('english', i.title || ' ' || coalesce(i.summary, '')) @@ plainto_tsquery('english', $1)",
        ("text", words));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static async Task<IReadOnlyList<T>> Column<T>(NpgsqlDataSource source, string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        var values = new List<T>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            values.Add(rows.GetFieldValue<T>(0));
        return values.Count > 0 ? values : throw new MeasureException($"Nothing found by: {sql}");
    }
}
