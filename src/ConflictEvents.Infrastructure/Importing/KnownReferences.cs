using ConflictEvents.Application.Imports;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Tells a registry of everything that stands, so that rows find it rather than record it once more.</summary>
internal static class KnownReferences
{
    public static async Task<ReferenceRegistry> Load(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var registry = new ReferenceRegistry();
        await using (var command = source.CreateCommand(
            """
            select kind, id, split_part(foreign_id, ':', 1), substr(foreign_id, strpos(foreign_id, ':') + 1)
            from reference_version, unnest(foreign_ids) foreign_id
            where recorded_to is null and status = 'active' and kind <> 'document'
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
            """
            select r.kind, r.id, n.folded, r.countries[1], case when r.type <> 'admin1' then r.state ->> 'admin1' end
            from reference_version r join name_version n on n.id = r.id and n.recorded_to is null
            where r.recorded_to is null and r.status = 'active' and r.kind in ('source', 'location')
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
}
