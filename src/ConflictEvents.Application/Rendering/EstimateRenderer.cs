using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Incidents;
using static System.FormattableString;

namespace ConflictEvents.Application.Rendering;

/// <summary>How the ranges of an incident come about, in the words of an answer.</summary>
internal static class EstimateRenderer
{
    public static IReadOnlyList<WeighedClaim> Weigh(Incident incident, ReferenceBook book) =>
        incident.Claims.Weigh(incident.Details.Participants.Select(participant => book.Standing(participant.ActorId)).ToHashSet(), book);

    /// <param name="estimates">By the version of the rule that is named.</param>
    public static IncidentEstimate Render(Incident incident, IReadOnlyList<Estimate> estimates, int ruleVersion, ReferenceBook book) =>
        new(incident.Id, incident.Version, ruleVersion, [.. estimates.Select(estimate => Render(estimate, incident.Claims, book))]);

    /// <summary>With what explains them.</summary>
    public static IncidentEstimate Render(Incident incident, IReadOnlyList<EstimateAccount> accounts, int ruleVersion, ReferenceBook book) =>
        new(incident.Id, incident.Version, ruleVersion, [.. accounts.Select(account => Render(account, incident.Claims, book))]);

    public static IReadOnlyList<ReasonView> Render(this IReadOnlyList<EstimateReason> reasons, ClaimLedger claims, ReferenceBook book) =>
        [.. reasons.Select(reason => new ReasonView(
            reason.ClaimId, claims.Find(reason.ClaimId)!.Claim.Claimant.Render(book), reason.Counted, reason.Code, reason.Explanation))];

    private static ExplainedEstimate Render(Estimate estimate, ClaimLedger claims, ReferenceBook book) => new(
        estimate.Measure,
        estimate.Victims,
        estimate.StockOrFlow,
        estimate.Low,
        estimate.Best,
        estimate.High,
        estimate.OpenEnded,
        estimate.BestClaimId,
        estimate.Reasons.Render(claims, book));

    private static ExplainedEstimate Render(EstimateAccount account, ClaimLedger claims, ReferenceBook book)
    {
        var plain = Render(account.Estimate, claims, book);
        return plain with
        {
            Reasons = [.. plain.Reasons.Zip(account.Weights, (reason, weight) => reason with
            {
                Weight = new WeightView(weight.Status, weight.Reliability, weight.Credibility, weight.ByParty, weight.ReplacedBy),
            })],
            Ranking = [.. account.Ranking.Select(ranked => new RankedClaimView(
                ranked.ClaimId, ClaimantOf(ranked.ClaimId), ranked.Best, ranked.Agreeing, ranked.Step, ranked.Explanation))],
            Alternatives = [.. account.Alternatives.Select(then => new AlternativeView(
                then.ClaimId, ClaimantOf(then.ClaimId), then.If, then.Low, then.Best, then.High, then.OpenEnded, then.BestClaimId, InWords(then, account.Estimate)))],
        };

        ClaimantView ClaimantOf(Guid claimId) => claims.Find(claimId)!.Claim.Claimant.Render(book);

        string NameOf(Guid claimId) => ClaimantOf(claimId) is var claimant ? claimant.Actor?.Name ?? claimant.Source?.Name ?? claimant.Description! : "";

        string InWords(Alternative then, Estimate now)
        {
            (bool Differs, string Words)[] members =
            [
                (then.Low != now.Low, $"low would be {Number(then.Low)} instead of {Number(now.Low)}"),
                (then.Best != now.Best, $"best would be {Number(then.Best)} instead of {Number(now.Best)}"),
                ((then.High, then.OpenEnded) != (now.High, now.OpenEnded),
                    $"high would be {Number(then.High, then.OpenEnded)} instead of {Number(now.High, now.OpenEnded)}"),
            ];
            var changes = members.Where(member => member.Differs).Select(member => member.Words).ToArray();
            var consequence = changes.Length > 0 ? string.Join(" and ", changes) : $"best would rest on the figure of {NameOf(then.BestClaimId!.Value)}";
            return then.If is ClaimChange.Preferred
                ? $"If an editor preferred the figure of {NameOf(then.ClaimId)}, {consequence}."
                : $"If the figure of {NameOf(then.ClaimId)} were retracted, {consequence}.";
        }
    }

    private static string Number(int? number, bool openEnded = false) =>
        number is null ? "unknown" : openEnded ? Invariant($"{number} or more") : Invariant($"{number}");
}
