using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Geonames;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>
/// Finds what stands of that which rows mention, so that they share it rather than record it once more. The places of a gazetteer are looked for
/// by <see cref="KnownPlaces"/>: those of GeoNames that no person recorded, as the version of their ids tells.
/// </summary>
internal static class KnownReferences
{
    private const string IsOfGazetteer = "r.kind = 'location' and r.type <> 'country' and substr(r.id::text, 15, 1) = '8' and exists (select from unnest(r.foreign_ids) known where known like 'geonames:%')";

    // A row begins anew with every correction.
    private const string FirstRecorded = "(select min(first.recorded_from) from reference_version first where first.id = r.id)";

    private const string OfCountries = "iso3166-1";

    /// <returns>The ids of what stands, by those of the new ones that are mentioned in the same way. Of several the one that was recorded first.</returns>
    public static async Task<Dictionary<Guid, Guid>> Find(NpgsqlDataSource source, IReadOnlyList<NewReference> mentioned, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, Guid>();
        var mentions = mentioned.Where(reference => reference.Mention is not null).Select(reference => (reference.Id, Mention: reference.Mention!.Value)).ToList();
        await FindByForeignId(source, mentions.FindAll(one => one.Mention.Scheme is not null), found, cancellationToken);
        await FindByName(source, mentions.FindAll(one => one.Mention.Scheme is null), found, cancellationToken);
        return found;
    }

    /// <summary>A country is told by its code also where it does not bear it as a foreign id.</summary>
    private static async Task FindByForeignId(NpgsqlDataSource source, List<(Guid Id, Mention Mention)> sought, Dictionary<Guid, Guid> found, CancellationToken cancellationToken)
    {
        if (sought.Count == 0)
            return;
        await using var command = source.CreateCommand(
            $"""
            select sought.id, coalesce(bearer.id, country.id)
            from unnest($1, $2, $3, $4) sought(id, kind, foreign_id, country)
            left join lateral (
                select r.id from reference_version r
                where r.foreign_ids @> array[sought.foreign_id] and r.kind = sought.kind and r.recorded_to is null and r.status = 'active' and not ({IsOfGazetteer})
                order by {FirstRecorded}, r.id limit 1) bearer on true
            left join lateral (
                select r.id from reference_version r
                where r.countries[1] = sought.country and cardinality(r.countries) = 1 and r.kind = 'location' and r.type = 'country' and r.recorded_to is null and r.status = 'active'
                order by {FirstRecorded}, r.id limit 1) country on bearer.id is null
            where bearer.id is not null or country.id is not null
            """);
        command.Parameters.Add(new() { Value = sought.Select(one => one.Id).ToArray() });
        command.Parameters.Add(new() { Value = sought.Select(one => EventTypes.NameOf(one.Mention.Kind)).ToArray() });
        command.Parameters.Add(new() { Value = sought.Select(one => $"{one.Mention.Scheme}:{one.Mention.Value}").ToArray() });
        command.Parameters.Add(Texts(sought.Select(one => one.Mention is { Kind: ResourceKind.Location, Scheme: OfCountries } ? one.Mention.Value : null)));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(rows.GetGuid(0), rows.GetGuid(1));
    }

    private static async Task FindByName(NpgsqlDataSource source, List<(Guid Id, Mention Mention)> sought, Dictionary<Guid, Guid> found, CancellationToken cancellationToken)
    {
        if (sought.Count == 0)
            return;

        // Each by its id, hence the limit: see StoredRecords.
        await using var command = source.CreateCommand(
            $"""
            select sought.at, r.id, case when r.type <> 'admin1' then r.state ->> 'admin1' end
            from unnest($1, $2, $3, $4) sought(at, kind, folded, country)
            join name_version n on n.folded = sought.folded and n.kind in ('location', 'source') and n.recorded_to is null
            cross join lateral (select * from reference_version where id = n.id and recorded_to is null limit 1) r
            where r.kind = sought.kind and r.status = 'active' and (r.kind = 'source' or r.countries[1] is not distinct from sought.country) and not ({IsOfGazetteer})
            order by {FirstRecorded}, r.id
            """);
        command.Parameters.Add(new() { Value = Enumerable.Range(0, sought.Count).ToArray() });
        command.Parameters.Add(new() { Value = sought.Select(one => EventTypes.NameOf(one.Mention.Kind)).ToArray() });
        command.Parameters.Add(new() { Value = sought.Select(one => one.Mention.Value).ToArray() });
        command.Parameters.Add(Texts(sought.Select(one => one.Mention.Country)));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (id, mention) = sought[rows.GetInt32(0)];
            if (mention.Kind is ResourceKind.Source || mention.Admin1 == (rows.TextOrNull(2) is { } admin1 ? Mention.Folded(admin1) : null))
                found.TryAdd(id, rows.GetGuid(1));
        }
    }

    private static NpgsqlParameter Texts(IEnumerable<string?> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    /// <summary>Tells what the places of a gazetteer may lie in, and the gazetteer itself.</summary>
    public static async Task Load(NpgsqlDataSource source, ReferenceRegistry registry, Gazetteer gazetteer, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            select r.kind, r.id, r.label, split_part(foreign_id, ':', 1), substr(foreign_id, strpos(foreign_id, ':') + 1)
            from reference_version r, unnest(r.foreign_ids) foreign_id
            where r.recorded_to is null and r.status = 'active' and (r.kind = 'source' and foreign_id = 'dataset:geonames'
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
                registry.Know(new Mention(kind, scheme, value), id);
        }
    }
}
