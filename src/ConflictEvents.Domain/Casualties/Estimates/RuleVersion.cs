namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>In what the versions of the rule differ.</summary>
/// <param name="Recorded">Which of two claims of one resource was recorded first.</param>
/// <param name="LastResort">Which of two claims that are equal by every criterion of step 5 gives the best figure.</param>
internal sealed record RuleVersion(int Number, IComparer<ClaimEntry> Recorded, IComparer<ClaimEntry> LastResort, OrderStep LastStep)
{
    /// <summary>The oldest first. What stands here computes figures that were published: a new version is added, none is ever changed.</summary>
    private static readonly RuleVersion[] All = [First(), Second()];

    public static IReadOnlyList<int> Numbers { get; } = [.. All.Select(version => version.Number)];

    /// <exception cref="ArgumentOutOfRangeException">There is no such version of the rule.</exception>
    public static RuleVersion Of(int number) => Array.Find(All, version => version.Number == number)
        ?? throw new ArgumentOutOfRangeException(nameof(number), number, $"The rule has the versions {string.Join(", ", Numbers)}.");

    /// <summary>Claims of one commit go by their ids, which clients may choose.</summary>
    private static RuleVersion First()
    {
        var byId = By((x, y) => x.Claim.Id.CompareTo(y.Claim.Id));
        return new RuleVersion(1, By(OwnFirst, (x, y) => x.RecordedAt.CompareTo(y.RecordedAt), byId.Compare), byId, OrderStep.Id);
    }

    /// <summary>Claims of one commit go by the order in which it states them.</summary>
    private static RuleVersion Second()
    {
        var recorded = By(OwnFirst, (x, y) => x.RecordedAt.CompareTo(y.RecordedAt), (x, y) => x.Ordinal.CompareTo(y.Ordinal), (x, y) => x.Claim.Id.CompareTo(y.Claim.Id));
        return new RuleVersion(2, recorded, recorded, OrderStep.RecordedFirst);
    }

    /// <summary>What came with a merge stands behind what was recorded of the resource itself, whenever that was.</summary>
    private static int OwnFirst(ClaimEntry x, ClaimEntry y) => (x.MergedFrom is not null).CompareTo(y.MergedFrom is not null);

    private static Comparer<ClaimEntry> By(params Comparison<ClaimEntry>[] criteria) => Comparer<ClaimEntry>.Create((x, y) =>
    {
        var order = 0;
        for (var i = 0; i < criteria.Length && order == 0; i++)
            order = criteria[i](x, y);
        return order;
    });
}
