using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Rendering;

/// <summary>Looks up what the estimate rule must know about each claim.</summary>
public static class Weighing
{
    /// <param name="parties">The actors that are a party to the incident or conflict.</param>
    public static IReadOnlyList<WeighedClaim> Weigh(this ClaimLedger ledger, IReadOnlyCollection<Guid> parties, ReferenceBook book) =>
        [.. ledger.Entries.Select(entry => Weigh(entry, parties, book))];

    private static WeighedClaim Weigh(ClaimEntry entry, IReadOnlyCollection<Guid> parties, ReferenceBook book)
    {
        var claimant = entry.Claim.Claimant;
        var source = claimant.SourceId is { } id ? book.SourceDetails(id) : null;
        var voice = claimant.ActorId ?? source?.AffiliatedActorId;
        var byParty = voice is { } actor && (parties.Contains(actor) || Superiors(actor, book).Any(parties.Contains));
        return new WeighedClaim(entry, source?.Reliability ?? Reliability.F, byParty, claimant.Key(), Origin(claimant, book));
    }

    private static IEnumerable<Guid> Superiors(Guid actor, ReferenceBook book) =>
        book.ActorDetails(actor).Relations.Where(relation => relation.Kind is RelationKind.PartOf).Select(relation => relation.ActorId);

    private static string Origin(Claimant claimant, ReferenceBook book)
    {
        if (claimant is not { ActorId: null, SourceId: { } origin })
            return claimant.Key();

        var seen = new HashSet<Guid> { origin };
        while (book.SourceDetails(origin).SyndicatedFromId is { } next && seen.Add(next))
            origin = next;
        return new Claimant { SourceId = origin }.Key();
    }
}
