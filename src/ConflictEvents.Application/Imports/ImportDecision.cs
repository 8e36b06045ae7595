using System.Text.Json;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Imports;

/// <summary>What recording a row of a dataset comes to.</summary>
public static class ImportDecision
{
    /// <param name="incident">Without any event yet.</param>
    public static Result<IReadOnlyList<DomainEvent>> Create(Incident incident, ImportedRecord record, ImportOrigin origin) =>
        incident.AddClaims(record.Claims, "claims").Then(claims => incident.Import(origin)
            .Then<IReadOnlyList<DomainEvent>>(imported => (DomainEvent[])[new Created<IncidentDetails>(record.Details), .. claims, .. imported]));

    /// <summary>
    /// Brings an incident that was imported before to what the row tells now. A figure that the dataset states otherwise supersedes the one
    /// before it; a figure that it no longer states is retracted. Figures of other claimants stay as they are.
    /// </summary>
    public static Result<IReadOnlyList<DomainEvent>> Update(Incident incident, ImportedRecord record, ImportOrigin origin)
    {
        var imported = incident.Import(origin);
        if (imported.Error is { } other)
            return other;

        var events = new List<DomainEvent>();
        if (Json(record.Details) != Json(incident.Details))
        {
            var corrected = incident.Correct(record.Details);
            if (corrected.Error is { } refused)
                return refused;
            events.AddRange(corrected.Value);
        }

        var standing = incident.Claims.Entries.Where(entry => entry.Status is ClaimStatus.Active && IsOf(origin, record, entry.Claim)).Select(entry => entry.Claim).ToList();
        var added = Compare(incident, record, standing);
        var withdrawn = standing.Where(claim => added.All(other => other.Supersedes != claim.Id)).Select(claim => claim.Id).ToArray();
        var restated = incident.Restate(withdrawn, added);
        if (restated.Error is { } error)
            return error;
        events.AddRange(restated.Value);
        events.AddRange(imported.Value);
        return events;
    }

    /// <summary>Finds the figures that are stated otherwise, or for the first time.</summary>
    /// <param name="standing">The dataset's figures as they stand; those that are stated as before are taken out.</param>
    private static List<CasualtyClaim> Compare(Incident incident, ImportedRecord record, List<CasualtyClaim> standing)
    {
        var added = new List<CasualtyClaim>();

        // A whole comes before its parts, and under which id it stands is known by then.
        var ids = new Dictionary<Guid, Guid>();
        foreach (var mapped in record.Claims)
        {
            var stated = mapped.SubsetOf is { } whole ? mapped with { SubsetOf = ids[whole] } : mapped;
            if (standing.Find(claim => Figure(claim) == Figure(stated)) is { } same)
            {
                standing.Remove(same);
                ids[mapped.Id] = same.Id;
                continue;
            }

            var id = FreeId(incident, stated.Id);
            ids[mapped.Id] = id;
            var before = standing.Find(claim => Subject(claim) == Subject(stated) && added.All(other => other.Supersedes != claim.Id));
            added.Add(stated with { Id = id, Supersedes = before?.Id });
        }

        return added;
    }

    private static bool IsOf(ImportOrigin origin, ImportedRecord record, CasualtyClaim claim) =>
        record.Claims.Any(stated => stated.Claimant.Key() == claim.Claimant.Key()) && claim.Citations.Any(citation => citation.Record == origin.ExternalId);

    private static (Measure, VictimGroup, Guid?) Subject(CasualtyClaim claim) => (claim.Measure, claim.Victims, claim.VictimsActorId);

    /// <summary>All that a claim says, in whichever version of the dataset.</summary>
    private static string Figure(CasualtyClaim claim) => Json(claim with
    {
        Id = default,
        Supersedes = null,
        SubsetOf = claim.SubsetOf is null ? null : Guid.Empty,
        Rank = ClaimRank.Normal,
        RankReason = null,
        Citations = [.. claim.Citations.Where(citation => citation.Record is null)],
    });

    /// <summary>A figure that comes back after it was superseded is another claim.</summary>
    private static Guid FreeId(Incident incident, Guid id)
    {
        for (var again = 1; incident.Claims.Find(id) is not null; again++)
            id = NamedId.Of("claim", $"{id} {again}");
        return id;
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonContract.Options);
}
