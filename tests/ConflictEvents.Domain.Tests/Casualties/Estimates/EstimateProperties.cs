using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace ConflictEvents.Domain.Tests.Casualties.Estimates;

public sealed class EstimateProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(500);

    public static TheoryData<int> Versions => new(EstimateRule.Versions);

    [Theory]
    [MemberData(nameof(Versions))]
    public void Low_is_at_most_best_and_best_at_most_high(int version) =>
        Check.One(Thorough, Prop.ForAll(ClaimSets.Any, claims => EstimateRule.Estimate(claims, version).All(e =>
            !(e.Low > e.Best) && !(e.Best > e.High) && !(e.Low > e.High))));

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_order_of_the_claims_does_not_matter(int version) =>
        Check.One(Thorough, Prop.ForAll(ClaimSets.Any, claims =>
        {
            var forwards = EstimateRule.Estimate(claims, version);
            var backwards = EstimateRule.Estimate([.. claims.Reverse()], version);
            var shuffled = EstimateRule.Estimate([.. claims.OrderBy(c => c.Claim.Number).ThenByDescending(c => c.ClaimantKey)], version);
            return Same(forwards, backwards) && Same(forwards, shuffled);
        }));

    /// <summary>Where claims are recorded one by one, or in the order of their ids, the versions agree in every figure.</summary>
    [Fact]
    public void Only_what_was_recorded_in_one_commit_tells_the_versions_apart() =>
        Check.One(Thorough, Prop.ForAll(ClaimSets.Any, claims =>
        {
            var one = claims.Select(c => c with { Entry = c.Entry with { RecordedAt = Given.Recorded.AddMinutes(c.Entry.Ordinal) } }).ToArray();
            return EstimateRule.Estimate(one, 1).Zip(EstimateRule.Estimate(one, 2)).All(pair =>
                (pair.First.Low, pair.First.Best, pair.First.High, pair.First.OpenEnded) == (pair.Second.Low, pair.Second.Best, pair.Second.High, pair.Second.OpenEnded));
        }));

    /// <summary>Version 1 is what version 2 would be if one commit stated its claims in the order of their ids.</summary>
    [Fact]
    public void Version_1_goes_by_the_ids_of_one_commit_and_by_nothing_else_that_is_new() =>
        Check.One(Thorough, Prop.ForAll(ClaimSets.Any, claims =>
        {
            var byId = claims.OrderBy(c => c.Claim.Id).Select((c, i) => c with { Entry = c.Entry with { Ordinal = i + 1 } }).ToArray();
            return EstimateRule.Estimate(claims, 1).Zip(EstimateRule.Estimate(byId, 2)).All(pair =>
                pair.First with { Reasons = [] } == pair.Second with { Reasons = [] }
                && pair.First.Reasons.Select(r => (r.ClaimId, r.Counted, r.Code)).SequenceEqual(pair.Second.Reasons.Select(r => (r.ClaimId, r.Counted, r.Code))));
        }));

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_account_tells_of_every_claim_and_ranks_the_best_first(int version) =>
        Check.One(Thorough, Prop.ForAll(ClaimSets.Any, claims =>
        {
            var estimates = EstimateRule.Estimate(claims, version);
            return EstimateAccount.All(claims, version).Zip(estimates).All(pair =>
            {
                var (account, plain) = pair;
                var told = account.Estimate.Reasons;
                return account.Estimate with { Reasons = [] } == plain with { Reasons = [] }
                    && plain.Reasons.All(told.Contains)
                    && told.Select(r => r.ClaimId).Order().SequenceEqual(claims.Select(c => c.Claim.Id).Order())
                    && told.Select(r => r.ClaimId).SequenceEqual(account.Weights.Select(w => w.ClaimId))
                    && account.Ranking.Select(r => (Guid?)r.ClaimId).FirstOrDefault() == plain.BestClaimId;
            });
        }));

    /// <summary>What an account says would be is what there is once it has come to be.</summary>
    [Theory]
    [MemberData(nameof(Versions))]
    public void An_alternative_is_what_the_rule_makes_of_the_changed_claims(int version) =>
        Check.One(Thorough, Prop.ForAll(ClaimSets.Any, claims => claims.Where(c => c.Entry.Status is ClaimStatus.Active && c.Claim.Rank is not ClaimRank.Deprecated).All(changed =>
        {
            var then = EstimateRule.Estimate([.. claims.Select(c => c.Claim.Id == changed.Claim.Id ? c.With(ClaimStatus.Retracted) : c)], version);
            return EstimateAccount.All(claims, version).Zip(then).All(pair =>
            {
                var (account, expected) = pair;
                var told = account.Alternatives.SingleOrDefault(a => a.ClaimId == changed.Claim.Id && a.If is ClaimChange.Retracted);
                return told is null
                    ? account.Estimate with { Reasons = [] } == expected with { Reasons = [] }
                    : (told.Low, told.Best, told.High, told.OpenEnded, told.BestClaimId) == (expected.Low, expected.Best, expected.High, expected.OpenEnded, expected.BestClaimId);
            });
        })));

    [Fact]
    public void Every_claim_has_exactly_one_reason_where_its_measure_is_estimated() =>
        Check.One(Thorough, Prop.ForAll(ClaimSets.Any, claims => EstimateRule.Estimate(claims).All(e =>
            e.Reasons.DistinctBy(r => r.ClaimId).Count() == e.Reasons.Count
            && claims.Where(c => c.Claim.Measure == e.Measure && (e.Measure is not Measure.Displaced || c.Claim.StockOrFlow == e.StockOrFlow))
                .All(c => e.Reasons.Any(r => r.ClaimId == c.Claim.Id)))));

    [Fact]
    public void Nothing_is_known_exactly_when_nothing_is_counted() =>
        Check.One(Thorough, Prop.ForAll(ClaimSets.Any, claims => EstimateRule.Estimate(claims).All(e =>
            e.Reasons.Any(r => r.Counted) == (e.High is not null) && (e.High is not null || e is { Low: null, Best: null, OpenEnded: false }))));

    private static bool Same(IReadOnlyList<Estimate> one, IReadOnlyList<Estimate> two) =>
        one.Count == two.Count && one.Zip(two).All(pair =>
            pair.First with { Reasons = pair.Second.Reasons } == pair.Second
            && pair.First.Reasons.SequenceEqual(pair.Second.Reasons));
}

/// <summary>Small sets of claims that differ in everything the rule looks at; irregular ranges included.</summary>
internal static class ClaimSets
{
    private static readonly Gen<CasualtyClaim> Figure = Gen.OneOf(
        from number in Gen.Choose(1, 9)
        from qualifier in Gen.Elements(Enum.GetValues<Qualifier>())
        select Given.Killed(0, number, qualifier),
        from low in Number
        from best in Number
        from high in Number
        select Given.Killed(0, null) with { Low = low ?? (best is null && high is null ? 3 : null), Best = best, High = high },
        from low in Number
        select Given.Killed(0, null) with { Low = low, Wording = "words" });

    public static Arbitrary<IReadOnlyList<WeighedClaim>> Any { get; } = Arb.From(
        from count in Gen.Choose(0, 7)
        from claims in Weighed.ListOf(count)
        from parents in Gen.Choose(-8, 7).ListOf(count)
        from ordinals in Gen.Shuffle(Enumerable.Range(1, count))
        select Numbered([.. claims], [.. parents], [.. ordinals]));

    private static Gen<int?> Number => Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(0, 9).Select(n => (int?)n));

    private static Gen<WeighedClaim> Weighed =>
        from figure in Figure
        from measure in Gen.Elements(Measure.Killed, Measure.Killed, Measure.Injured, Measure.KilledOrInjured, Measure.Displaced)
        from victims in Gen.Elements(Enum.GetValues<VictimGroup>())
        from status in Gen.Frequency((8, Gen.Constant(ClaimStatus.Active)), (1, Gen.Elements(ClaimStatus.Retracted, ClaimStatus.Superseded)))
        from rank in Gen.Frequency((6, Gen.Constant(ClaimRank.Normal)), (1, Gen.Elements(ClaimRank.Preferred, ClaimRank.Deprecated)))
        from flow in Gen.Elements(Enum.GetValues<StockOrFlow>())
        from side in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
        from sex in Gen.Frequency((6, Gen.Constant<Sex?>(null)), (1, Gen.Constant<Sex?>(Sex.Female)))
        from credibility in Gen.Choose(4, 7)
        from day in Gen.Choose(0, 3)
        from claimant in Gen.Elements("a", "b", "c")
        from origin in Gen.Elements("a", "b", "c")
        from reliability in Gen.Elements(Enum.GetValues<Reliability>())
        from party in Gen.Elements(true, false)
        select (figure with
        {
            Measure = measure,
            Victims = victims,
            Rank = rank,
            StockOrFlow = flow,
            VictimsActorId = side == 0 ? null : Given.Id(100 + side),
            Sex = sex,
            Credibility = credibility == 7 ? null : credibility,
            StatedOn = day == 0 ? null : Given.On(5, day),
        }).By(claimant, reliability, party).With(status) with
        { OriginKey = origin };

    private static IReadOnlyList<WeighedClaim> Numbered(WeighedClaim[] claims, int[] parents, int[] ordinals) =>
        [.. claims.Select((c, i) => c with
        {
            Entry = c.Entry with
            {
                Ordinal = ordinals[i],
                Claim = c.Claim with { Id = Given.Id(i + 1), SubsetOf = parents[i] >= 0 && parents[i] != i ? Given.Id(parents[i] + 1) : null },
            },
        })];
}
