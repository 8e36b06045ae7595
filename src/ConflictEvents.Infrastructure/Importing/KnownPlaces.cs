using ConflictEvents.Application.Imports;
using ConflictEvents.Domain.Locations;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>The places of the gazetteer that is loaded, of which there are too many to know them all beforehand.</summary>
internal static class KnownPlaces
{
    /// <summary>Looks for places that the rows of a batch name and nobody knew.</summary>
    /// <returns>The location of the gazetteer by the id of the new one; none where it might be another.</returns>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> Find(NpgsqlDataSource source, IEnumerable<NewReference> mentioned, CancellationToken cancellationToken)
    {
        var sought = mentioned
            .Select(reference => (reference.Id, Details: reference.Details as LocationDetails))
            .Where(place => place.Details is not null && PlaceMatch.CanBeSought(place.Details))
            .Select(place => (place.Id, Details: place.Details!))
            .ToList();
        var found = new Dictionary<Guid, Guid>();
        if (sought.Count == 0)
            return found;

        var names = sought.SelectMany((place, at) => PlaceMatch.NamesOf(place.Details).Select(name => (At: at, Name: name))).ToList();
        var candidates = sought.Select(_ => new List<Candidate>()).ToArray();
        await using (var command = source.CreateCommand(
            """
            select sought.at, r.id, (r.state ->> 'longitude')::float8, (r.state ->> 'latitude')::float8, r.state ->> 'admin1'
            from unnest($1, $2, $3, $4) sought(at, folded, country, is_subdivision)
            join name_version n on n.folded = sought.folded and n.kind = 'location' and n.recorded_to is null
            join reference_version r on r.id = n.id and r.recorded_to is null
            where r.status = 'active' and r.countries = array[sought.country]
              and case when sought.is_subdivision then r.type = 'admin1' else r.type in ('populated_place', 'district', 'site') end
              and exists (select from unnest(r.foreign_ids) foreign_id where foreign_id like 'geonames:%')
            """))
        {
            command.Parameters.Add(new() { Value = names.Select(name => name.At).ToArray() });
            command.Parameters.Add(new() { Value = names.Select(name => name.Name).ToArray() });
            command.Parameters.Add(new() { Value = names.Select(name => sought[name.At].Details.Country!).ToArray() });
            command.Parameters.Add(new() { Value = names.Select(name => sought[name.At].Details.Type is LocationKind.Admin1).ToArray() });
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                (double, double)? point = rows.IsDBNull(2) || rows.IsDBNull(3) ? null : (rows.GetDouble(2), rows.GetDouble(3));
                candidates[rows.GetInt32(0)].Add(new Candidate(rows.GetGuid(1), point, rows.TextOrNull(4)));
            }
        }

        for (var at = 0; at < sought.Count; at++)
        {
            if (PlaceMatch.Of(sought[at].Details, candidates[at]) is { } match)
                found.Add(sought[at].Id, match);
        }

        return found;
    }
}
