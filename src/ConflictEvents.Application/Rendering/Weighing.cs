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
        var claim = entry.Claim.Standing(book);
        var claimant = claim.Claimant;
        var source = claimant.SourceId is { } id ? book.SourceDetails(id) : null;
        var voice = claimant.ActorId ?? (source?.AffiliatedActorId is { } speaksFor ? book.Standing(speaksFor) : null);
        var byParty = voice is { } actor && (parties.Contains(actor) || Superiors(actor, book).Any(parties.Contains));
        return new WeighedClaim(ReferenceEquals(claim, entry.Claim) ? entry : entry with { Claim = claim }, source?.Reliability ?? Reliability.F, byParty, claimant.Key(), Origin(claimant, book));
    }

    /// <summary>The claim as if it had been stated by, and of, those that stand for the actors it names: merged actors are one voice.</summary>
    private static CasualtyClaim Standing(this CasualtyClaim claim, ReferenceBook book)
    {
        Guid? voice = claim.Claimant.ActorId is { } actor ? book.Standing(actor) : null;
        Guid? victims = claim.VictimsActorId is { } theirs ? book.Standing(theirs) : null;
        return (voice, victims) == (claim.Claimant.ActorId, claim.VictimsActorId) ? claim : claim with { Claimant = claim.Claimant with { ActorId = voice }, VictimsActorId = victims };
    }

    private static IEnumerable<Guid> Superiors(Guid actor, ReferenceBook book) =>
        book.ActorDetails(actor).Relations.Where(relation => relation.Kind is RelationKind.PartOf).Select(relation => book.Standing(relation.ActorId));

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
