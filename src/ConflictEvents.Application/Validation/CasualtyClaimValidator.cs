using ConflictEvents.Domain.Casualties;
using FluentValidation;
using static System.FormattableString;

namespace ConflictEvents.Application.Validation;

/// <summary>
/// A claim as somebody records it by hand. Imported figures that break the order of low, best and high are kept as they are stated, and
/// do not pass here.
/// </summary>
public sealed class CasualtyClaimValidator : AbstractValidator<CasualtyClaim>
{
    public CasualtyClaimValidator(TimeProvider time)
    {
        Include(new ClaimFigureValidator());
        Include(new ClaimScopeValidator(time));
        RuleFor(claim => claim.Claimant).SetValidator(new ClaimantValidator());
        RuleFor(claim => claim.RelayedVia).Bounded();
        RuleForEach(claim => claim.RelayedVia).SetValidator(new ClaimantValidator());
        RuleFor(claim => claim.StatedOn).PastDay(time);
        RuleFor(claim => claim.StatedWording).Text(Rules.WordingLength);
        RuleFor(claim => claim.Credibility).Between(1, 6);

        // Whoever may record may not thereby rank: that takes the scope review.
        RuleFor(claim => claim.Rank).Fault((_, rank) => rank is ClaimRank.Normal ? null : "Must be normal in a new claim; rank it afterwards.");
        RuleFor(claim => claim.RankReason).Fault((_, reason) => reason is null ? null : "Must be left out of a new claim; it comes with its rank.");
        RuleFor(claim => claim.SubsetOf).Fault((claim, parent) => parent switch
        {
            null => null,
            _ when parent == claim.Id => "Must be another claim: none is a part of itself.",
            _ when parent == claim.Supersedes => "Must be another claim than the one superseded, which no longer counts.",
            _ => null,
        });
        RuleFor(claim => claim.Supersedes).Fault((claim, old) => old is not null && old == claim.Id ? "Must be another claim: none supersedes itself." : null);
        RuleFor(claim => claim.Note).Text(Rules.NoteLength);
        RuleFor(claim => claim.Citations).AtLeastOne();
        RuleForEach(claim => claim.Citations).SetValidator(new CitationValidator());
    }
}

/// <summary>Exactly one form of figure: a number, a range, or words.</summary>
public sealed class ClaimFigureValidator : AbstractValidator<CasualtyClaim>
{
    /// <summary>Far more people than any figure counts, and far from where adding one overflows.</summary>
    private const int Greatest = 100_000_000;

    public ClaimFigureValidator()
    {
        RuleFor(claim => claim.Number).Fault((claim, number) => (number, claim.Qualifier) switch
        {
            (null, _) when claim is { Low: null, Best: null, High: null, Wording: null } =>
                "Must be given, or low and high instead, or the wording of a claimant who gives no number. What is not known is no claim.",
            (0, Qualifier.FewerThan) => "Must be above 0: there cannot be fewer than none.",
            _ => CountFault(number),
        });
        RuleFor(claim => claim.Qualifier).Defined()
            .Fault((claim, qualifier) => qualifier is not null && claim.Number is null ? "Must be left out where there is no number." : null);
        RuleFor(claim => claim.Low).Fault((claim, low) => low is null
            ? claim is { Number: null, Wording: null } and ({ Best: not null } or { High: not null }) ? "Must be given with the rest of the range." : null
            : BesideNumber(claim) ?? CountFault(low));
        RuleFor(claim => claim.Best).Fault((claim, best) => best is null
            ? null
            : BesideNumber(claim) ?? BesideWording(claim) ?? CountFault(best) ?? (best < claim.Low ? "Must not be less than low." : null));
        RuleFor(claim => claim.High).Fault((claim, high) => high is null
            ? claim is { Number: null, Wording: null } and ({ Low: not null } or { Best: not null })
                ? "Must be given with the rest of the range; a figure that is open upwards is a number with at_least."
                : null
            : BesideNumber(claim) ?? BesideWording(claim) ?? CountFault(high) ?? OrderFault(claim, high.Value));
        RuleFor(claim => claim.Wording).Text(Rules.WordingLength).Fault((claim, wording) => wording is null ? null : BesideNumber(claim));
    }

    private static string? CountFault(int? count) => count is < 0 or > Greatest ? Invariant($"Must be from 0 to {Greatest}.") : null;

    private static string? BesideNumber(CasualtyClaim claim) => claim.Number is null ? null : "Must be left out beside number: a claim has one form of figure.";

    private static string? BesideWording(CasualtyClaim claim) =>
        claim.Wording is null ? null : "Must be left out beside wording: words that give no number allow a low at most.";

    private static string? OrderFault(CasualtyClaim claim, int high) =>
        high < claim.Low ? "Must not be less than low." : high < claim.Best ? "Must not be less than best." : null;
}

/// <summary>Whom a figure counts, over which time and where.</summary>
public sealed class ClaimScopeValidator : AbstractValidator<CasualtyClaim>
{
    private const string CumulativeOnly = "Must be left out unless the basis is cumulative.";
    private const string OnTheMoveOnly = "Must be left out unless the measure is displaced or evacuated.";

    public ClaimScopeValidator(TimeProvider time)
    {
        RuleFor(claim => claim.Measure).Defined();
        RuleFor(claim => claim.Victims).Defined();
        RuleFor(claim => claim.AgeGroup).Defined();
        RuleFor(claim => claim.Sex).Defined();
        RuleFor(claim => claim.Basis).Defined();
        RuleFor(claim => claim.PeriodStart).PastDay(time)
            .Fault((claim, start) => start is not null && !IsCumulative(claim) ? CumulativeOnly : null);
        RuleFor(claim => claim.AsOf).PastDay(time)
            .Fault((claim, asOf) => asOf is not null && !IsCumulative(claim) ? CumulativeOnly : null)
            .Fault((claim, asOf) => asOf < claim.PeriodStart ? "Must not lie before periodStart." : null);
        RuleFor(claim => claim.Area).Text(Rules.WordingLength)
            .Fault((claim, area) => area is not null && !IsCumulative(claim) ? CumulativeOnly : null);
        RuleFor(claim => claim.StockOrFlow).Defined()
            .Fault((claim, kind) => kind is not StockOrFlow.NotStated && !IsOnTheMove(claim) ? OnTheMoveOnly : null);
        RuleFor(claim => claim.Destinations).Bounded().Distinct()
            .Fault((claim, countries) => countries.Count > 0 && !IsOnTheMove(claim) ? OnTheMoveOnly : null);
        RuleForEach(claim => claim.Destinations).Country();
    }

    private static bool IsCumulative(CasualtyClaim claim) => claim.Basis is ClaimBasis.Cumulative;

    private static bool IsOnTheMove(CasualtyClaim claim) => claim.Measure is Measure.Displaced or Measure.Evacuated;
}
