using System.Text.Json.Nodes;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Feed;

/// <summary>Says for a person what changed: <c>killed: 9 -> 11, claimed by the Ministry of Health, because the list was recounted</c>.</summary>
public static class Wording
{
    private const int MostMembers = 4;
    private const int LongestValue = 80;

    // A reason that begins with one of them goes on behind "because" as it would within a sentence; another may begin with a name.
    private static readonly string[] Openings = ["A", "After", "An", "At", "Both", "He", "In", "It", "Its", "No", "On", "One", "She", "Some", "That", "The", "There", "These", "They", "This", "Those", "Two"];

    // What names a thing to a person, the first that it has.
    private static readonly string[] Telling = ["actorId", "documentId", "locationId", "sourceId", "text", "value", "externalId"];

    /// <param name="claim">See <see cref="ClaimOf"/>.</param>
    public static string Of(Happening happening, IReadOnlyList<MemberChange> changes, ResourceKind kind, CasualtyClaim? claim, Func<Guid, string?> nameOf) =>
        What(happening, changes, kind, claim, nameOf) + Because(happening.Recorded.Reason);

    /// <param name="resource">As it stands after the event; later in the same commit the claim may be gone.</param>
    /// <returns>The claim that an event ranks, retracts or supersedes; null for any other event.</returns>
    public static CasualtyClaim? ClaimOf(DomainEvent happened, Resource resource) => Find((resource as IHoldsClaims)?.Claims, happened switch
    {
        ClaimAdded { Claim.Supersedes: var superseded } => superseded,
        ClaimRetracted { ClaimId: var id } => id,
        ClaimRanked { ClaimId: var id } => id,
        _ => null,
    });

    /// <summary>Says what one version of a resource has that an earlier one had not, a line a thing.</summary>
    /// <param name="changes">What differs between the two.</param>
    /// <param name="steps">The events between them.</param>
    public static IReadOnlyList<string> Of(Resource before, Resource after, IReadOnlyList<MemberChange> changes, IReadOnlyList<Step> steps, Func<Guid, string?> nameOf)
    {
        var lines = new List<string>();
        if (before is IHoldsClaims { Claims: var older } && after is IHoldsClaims { Claims: var newer })
            lines.AddRange(newer.Entries.Select(entry => Line(entry, older, newer, steps, nameOf)).OfType<string>());

        // The rationale of a judgement is the reason that it is told with.
        var isJudged = changes.Any(change => change.Path is "verification.status");
        foreach (var change in changes.Where(change => RootOf(change) is not "claims" && !(isJudged && change.Path is "verification.rationale")))
            lines.Add(Of(change, nameOf) + Because(steps.LastOrDefault(step => step.Changes.Any(made => RootOf(made) == RootOf(change)))?.Recorded.Reason));
        return lines;
    }

    private static string? Line(ClaimEntry entry, ClaimLedger older, ClaimLedger newer, IReadOnlyList<Step> steps, Func<Guid, string?> nameOf)
    {
        var claim = entry.Claim;
        if (older.Find(claim.Id) is not { } earlier)
        {
            // One that was superseded in its turn is told of by what took its place.
            return entry.Status is ClaimStatus.Superseded ? null
                : entry.Status is ClaimStatus.Retracted ? $"{Stated(claim, null, nameOf)}, added and withdrawn{Because(entry.StatusReason)}"
                : Stated(claim, Predecessor(claim), nameOf) + Because(ReasonOf(happened => happened is ClaimAdded added && added.Claim.Id == claim.Id));
        }

        if (entry.Status != earlier.Status && entry.Status is ClaimStatus.Retracted)
            return $"{Stated(claim, null, nameOf)}, withdrawn{Because(entry.StatusReason)}";
        return claim.Rank == earlier.Claim.Rank ? null
            : $"{Stated(claim, null, nameOf)}, ranked {JsonContract.NameOf(claim.Rank)}{Because(ReasonOf(happened => happened is ClaimRanked ranked && ranked.ClaimId == claim.Id))}";

        CasualtyClaim? Predecessor(CasualtyClaim successor)
        {
            var at = Find(newer, successor.Supersedes);
            while (at is not null && older.Find(at.Id) is null)
                at = Find(newer, at.Supersedes);
            return at;
        }

        string? ReasonOf(Func<DomainEvent, bool> isIt) => steps.LastOrDefault(step => isIt(step.Recorded.Event))?.Recorded.Reason;
    }

    private static string What(Happening happening, IReadOnlyList<MemberChange> changes, ResourceKind kind, CasualtyClaim? claim, Func<Guid, string?> nameOf) =>
        happening.Recorded.Event switch
        {
            IStatesDetails { Details: var details } when happening.Recorded.Version == 1 => $"{JsonContract.NameOf(kind)} recorded: {LabelOf(details)}",
            Retracted => $"{JsonContract.NameOf(kind)} retracted",
            Reinstated => $"{JsonContract.NameOf(kind)} reinstated",
            IErasure => $"{happening.Type.Replace('.', ' ').Replace('_', ' ')}, erased for legal reasons",
            ClaimAdded { Claim: var added } => Stated(added, claim, nameOf),
            ClaimRetracted when claim is not null => $"{Stated(claim, null, nameOf)}, withdrawn",
            ClaimRanked { Rank: var rank } when claim is not null => $"{Stated(claim, null, nameOf)}, ranked {JsonContract.NameOf(rank)}",
            Imported { Origin: var origin } => $"imported from {origin.Dataset}{(origin.DatasetVersion is { } version ? $" {version}" : "")}, record {origin.ExternalId}",
            VerificationSet { Verification.Status: var status } => changes.FirstOrDefault(change => change.Path is "verification.status") is { } judged
                ? $"verification: {Text(judged.Before, nameOf)} -> {Text(judged.After, nameOf)}"
                : $"verification: {JsonContract.NameOf(status)} for another reason",
            Merged { Into: var survivor } => $"{JsonContract.NameOf(kind)} merged into {survivor}",
            Unmerged { From: var survivor } => $"{JsonContract.NameOf(kind)} unmerged from {survivor}",
            Absorbed<MovedIncident> { Moved: var moved } => $"took over \"{moved.Title}\" with {moved.Claims.Count} claims",
            Absorbed<MovedActor> { Moved: var moved } => $"took over \"{moved.Names[0].Text}\"",
            Released { To: var other } => $"gave back what came from {other}",
            MarkedDistinct { OtherId: var other } => $"found not to be the same as {other}",
            UnmarkedDistinct { OtherId: var other } => $"may be the same as {other} again",
            _ when changes.Count == 0 => happening.Type.Replace('.', ' ').Replace('_', ' '),
            _ => string.Join("; ", changes.Take(MostMembers).Select(change => Of(change, nameOf))) + (changes.Count > MostMembers ? $"; and {changes.Count - MostMembers} more" : ""),
        };

    private static string Of(MemberChange change, Func<Guid, string?> nameOf) => (change.Before, change.After) switch
    {
        (JsonArray, JsonArray) => $"{change.Path}: put in another order",
        (null, { } added) when added is not JsonValue || change.Path.EndsWith(']') => $"{ListOf(change)}: {Text(added, nameOf)} added",
        ({ } gone, null) when gone is not JsonValue || change.Path.EndsWith(']') => $"{ListOf(change)}: {Text(gone, nameOf)} removed",
        _ => $"{change.Path}: {Text(change.Before, nameOf)} -> {Text(change.After, nameOf)}",
    };

    private static string Text(JsonNode? value, Func<Guid, string?> nameOf)
    {
        switch (value)
        {
            case null:
                return "not given";
            case JsonArray list:
                return $"{list.Count} in all";
            case JsonObject about:
                var telling = Telling.FirstOrDefault(name => about[name] is JsonValue);
                return telling is null ? "one" : Text(about[telling], nameOf);
            default:
                var text = value.ToString();
                text = Guid.TryParseExact(text, "D", out var id) && nameOf(id) is { } name ? name : text.ReplaceLineEndings(" ");
                return text.Length <= LongestValue ? text : $"{text[..(char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue)]}...";
        }
    }

    /// <param name="earlier">The claim whose place it takes; null where there is none.</param>
    private static string Stated(CasualtyClaim claim, CasualtyClaim? earlier, Func<Guid, string?> nameOf)
    {
        var victims = claim.Victims is VictimGroup.All ? "" : $" ({JsonContract.NameOf(claim.Victims)})";
        var before = earlier is not null && earlier.Measure == claim.Measure ? $"{Figure(earlier)} -> " : "";
        var claimant = claim.Claimant;
        var who = (claimant.ActorId ?? claimant.SourceId) is { } id ? nameOf(id) : null;
        return $"{JsonContract.NameOf(claim.Measure).Replace('_', ' ')}{victims}: {before}{Figure(claim)}, claimed by {who ?? claimant.Description}";
    }

    private static string Figure(CasualtyClaim claim) => claim switch
    {
        { Number: { } number } => claim.Qualifier is null or Qualifier.Exactly ? $"{number}" : $"{JsonContract.NameOf(claim.Qualifier.Value).Replace('_', ' ')} {number}",
        { Low: null, Best: null, High: null } => claim.Wording is { } words ? $"\"{words}\"" : "no figure",
        { Best: { } best } => $"{best} ({Bound(claim.Low)} to {Bound(claim.High)})",
        _ => $"{Bound(claim.Low)} to {Bound(claim.High)}",
    };

    private static string Bound(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown";

    private static string Because(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return "";
        var sentence = reason.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        var first = sentence.Split(' ')[0];
        return $", because {(Openings.Contains(first) ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence)}";
    }

    private static CasualtyClaim? Find(ClaimLedger? claims, Guid? id) => id is { } wanted ? claims?.Find(wanted)?.Claim : null;

    /// <returns>The path without the place of a member in its list, which tells a person nothing.</returns>
    private static string ListOf(MemberChange change) => change.Path.EndsWith(']') ? change.Path[..change.Path.LastIndexOf('[')] : change.Path;

    private static string RootOf(MemberChange change) => change.Path.Split('.', '[')[0];

    private static string LabelOf(IDetails details) => details is IncidentDetails incident ? incident.Title : ReferenceBook.LabelOf(details);
}

/// <summary>An event between two versions, and what differs because of it.</summary>
public sealed record Step(RecordedEvent Recorded, IReadOnlyList<MemberChange> Changes);
