using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Tests.Casualties;
using FsCheck;
using FsCheck.Fluent;

namespace ConflictEvents.Domain.Tests.Merging;

/// <summary>Whatever was recorded of some incidents, a merge that is undone leaves nothing behind.</summary>
public sealed class MergeProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static readonly Arbitrary<(int Incident, int Kind, int Number)[]> Histories = Arb.From(
        Gen.Choose(0, 2).SelectMany(incident => Gen.Choose(0, 6).SelectMany(kind => Gen.Choose(0, 30).Select(number => (incident, kind, number)))).ArrayOf());

    [Fact]
    public void What_is_merged_and_unmerged_is_what_it_was() => Check.One(Thorough, Prop.ForAll(Histories, history =>
    {
        var world = Lived(history);
        var (one, into) = (world.Incidents[0], world.Incidents[1]);
        var before = Texts(world);
        if (world.Merge(one, into) is not null)
            return Texts(world).SequenceEqual(before);

        var isUnited = into.Claims.Entries.Count(entry => entry.MergedFrom == one.Id) == one.Claims.Entries.Count
            && into.Claims.Entries.Select(entry => entry.Claim.Id).Distinct().Count() == into.Claims.Entries.Count;
        return isUnited && world.Unmerge(one) is null && Texts(world).SequenceEqual(before);
    }));

    [Fact]
    public void A_chain_of_merges_is_undone_from_its_end() => Check.One(Thorough, Prop.ForAll(Histories, history =>
    {
        var world = Lived(history);
        var (one, two, three) = (world.Incidents[0], world.Incidents[1], world.Incidents[2]);
        var before = Texts(world);
        if (world.Merge(one, two) is not null)
            return true;
        var between = Texts(world);
        if (world.Merge(two, three) is not null)
            return true;
        return world.Unmerge(one)?.Code == "merged"
            && world.Unmerge(two) is null && Texts(world).SequenceEqual(between)
            && world.Unmerge(one) is null && Texts(world).SequenceEqual(before);
    }));

    [Fact]
    public void Two_that_are_merged_into_one_go_their_ways_in_either_order() => Check.One(Thorough, Prop.ForAll(Histories, history =>
    {
        var world = Lived(history);
        var (one, two, three) = (world.Incidents[0], world.Incidents[1], world.Incidents[2]);
        var before = Texts(world);
        if (world.Merge(one, three) is not null || world.Merge(two, three) is not null)
            return true;
        return world.Unmerge(one) is null && world.Unmerge(two) is null && Texts(world).SequenceEqual(before);
    }));

    [Fact]
    public void What_is_decided_about_moved_claims_meanwhile_goes_back_with_them() => Check.One(Thorough, Prop.ForAll(Histories, Histories, (history, later) =>
    {
        var world = Lived(history);
        var (one, into) = (world.Incidents[0], world.Incidents[1]);
        if (world.Merge(one, into) is not null)
            return true;
        Live(world, [.. later.Select(step => step with { Incident = 1 })]);
        var decided = into.Claims.Entries.Where(entry => entry.MergedFrom == one.Id && entry.Status is not ClaimStatus.Superseded).ToList();
        var own = into.Claims.Entries.Where(entry => entry.MergedFrom is null).Select(entry => entry.Claim.Id).ToList();
        if (world.Unmerge(one) is { } refused)
            return refused.Code is "entangled" && one.MergedInto == into.Id;
        return decided.All(entry => one.Claims.Find(entry.Claim.Id) is { } now && (now.Status, now.Claim.Rank) == (entry.Status, entry.Claim.Rank))
            && into.Claims.Entries.Select(entry => entry.Claim.Id).SequenceEqual(own);
    }));

    [Fact]
    public void The_estimate_of_the_united_claims_is_in_order() => Check.One(Thorough, Prop.ForAll(Histories, history =>
    {
        var world = Lived(history);
        world.Merge(world.Incidents[0], world.Incidents[1]);
        var weighed = world.Incidents[1].Claims.Entries.Select(entry => new WeighedClaim(entry, Reliability.F, false, entry.Claim.Claimant.Key(), entry.Claim.Claimant.Key())).ToList();
        return EstimateRule.Estimate(weighed).All(estimate => !(estimate.Low > estimate.Best) && !(estimate.Best > estimate.High) && !(estimate.Low > estimate.High));
    }));

    private static List<string> Texts(MergingWorld world) => [.. world.Incidents.Select(MergingWorld.Text)];

    private static MergingWorld Lived((int Incident, int Kind, int Number)[] history)
    {
        var world = new MergingWorld(3);
        Live(world, history);
        return world;
    }

    private static void Live(MergingWorld world, (int Incident, int Kind, int Number)[] history)
    {
        foreach (var ((at, kind, number), step) in history.Select((command, i) => (command, i)))
        {
            var incident = world.Incidents[at];
            var claims = incident.Claims.Entries;
            var some = claims.Count == 0 ? Given.Id(1) : claims[number % claims.Count].Claim.Id;
            var id = (100 * world.Incidents.Sum(one => one.Version)) + step;
            var claim = Given.Killed(id, number) with { Claimant = new() { Description = $"claimant {number % 3}" } };
            world.Do(incident, kind switch
            {
                0 => incident.AddClaims([claim], ""),
                1 => incident.AddClaims([claim with { SubsetOf = some }], ""),
                2 => incident.AddClaims([claim with { Supersedes = some }], ""),
                3 => incident.RetractClaim(some),
                4 => incident.RankClaim(some, (ClaimRank)(number % 3)),
                5 => incident.Verify(new Verification((VerificationStatus)(number % 5), "a rationale")),
                _ => incident.Correct(MergingWorld.Details($"Corrected {number}", [.. Enumerable.Range(1 + (number % 4), 1 + (number % 3))])),
            });
        }
    }
}
