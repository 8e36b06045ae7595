using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Geonames;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>
/// Tells a registry of everything that stands, so that rows find it rather than record it once more. The places of a gazetteer are too
/// many for that, and are looked for by <see cref="KnownPlaces"/>: those of GeoNames that no person recorded, as the version of their ids tells.
/// </summary>
internal static class KnownReferences
{
    private const string IsOfGazetteer = "r.kind = 'location' and r.type <> 'country' and substr(r.id::text, 15, 1) = '8' and exists (select from unnest(r.foreign_ids) known where known like 'geonames:%')";

    public static async Task<ReferenceRegistry> Load(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var registry = new ReferenceRegistry();
        await using (var command = source.CreateCommand(
            $"""
            select r.kind, r.id, split_part(foreign_id, ':', 1), substr(foreign_id, strpos(foreign_id, ':') + 1)
            from reference_version r, unnest(r.foreign_ids) foreign_id
            where r.recorded_to is null and r.status = 'active' and r.kind <> 'document' and not ({IsOfGazetteer})
            union all
            select kind, id, 'iso3166-1', countries[1] from reference_version
            where recorded_to is null and status = 'active' and kind = 'location' and type = 'country' and cardinality(countries) = 1
            """))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
                registry.Know(EventTypes.KindOf(rows.GetString(0)), rows.GetString(2), rows.GetString(3), rows.GetGuid(1));
        }

        await using (var command = source.CreateCommand(
            $"""
            select r.kind, r.id, n.folded, r.countries[1], case when r.type <> 'admin1' then r.state ->> 'admin1' end
            from reference_version r join name_version n on n.id = r.id and n.recorded_to is null
            where r.recorded_to is null and r.status = 'active' and r.kind in ('source', 'location') and not ({IsOfGazetteer})
            order by r.recorded_from, r.id, n.ordinal
            """))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                var (id, name) = (rows.GetGuid(1), rows.GetString(2));
                if (rows.GetString(0) == "source")
                    registry.KnowSource(name, id);
                else
                    registry.KnowPlace(rows.TextOrNull(3), rows.TextOrNull(4), name, id);
            }
        }

        return registry;
    }

    /// <summary>Tells what the places of a gazetteer may lie in, and the gazetteer itself.</summary>
    public static async Task Load(NpgsqlDataSource source, ReferenceRegistry registry, Gazetteer gazetteer, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            select r.kind, r.id, r.label, split_part(foreign_id, ':', 1), substr(foreign_id, strpos(foreign_id, ':') + 1)
            from reference_version r, unnest(r.foreign_ids) foreign_id
            where r.recorded_to is null and r.status = 'active' and (r.kind = 'source' and foreign_id like 'dataset:%'
                or r.kind = 'location' and (r.type = 'country' and foreign_id like 'iso3166-1:%' or r.type in ('admin1', 'admin2') and (foreign_id like 'geonames:%' or foreign_id like 'geonames-admin:%')))
            union all
            select kind, id, label, 'iso3166-1', countries[1] from reference_version
            where recorded_to is null and status = 'active' and kind = 'location' and type = 'country' and cardinality(countries) = 1
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (kind, id, scheme, value) = (EventTypes.KindOf(rows.GetString(0)), rows.GetGuid(1), rows.GetString(3), rows.GetString(4));
            if (scheme.StartsWith(Gazetteer.Key, StringComparison.Ordinal))
                gazetteer.Know(id, rows.GetString(2), scheme, value);
            else
                registry.Know(kind, scheme, value, id);
        }
    }
}
