namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>What one estimate is about.</summary>
/// <param name="StockOrFlow">Always <c>not_stated</c> for a measure that does not know the difference.</param>
internal readonly record struct EstimateScope(Measure Measure, VictimGroup Victims, StockOrFlow StockOrFlow)
{
    public static EstimateScope Of(CasualtyClaim claim) => new(
        claim.Measure,
        claim.Victims,
        claim.Measure is Measure.Displaced or Measure.Evacuated ? claim.StockOrFlow : StockOrFlow.NotStated);

    /// <summary>
    /// Killed and injured of everybody first, whatever is known; then every other scope that a claim speaks to, in the order of the enums.
    /// A claim speaks to its own scope and to the same of everybody; killed_or_injured speaks to killed and to injured as well.
    /// </summary>
    public static IReadOnlyList<EstimateScope> All(IEnumerable<CasualtyClaim> claims)
    {
        EstimateScope[] always = [new(Measure.Killed, VictimGroup.All, default), new(Measure.Injured, VictimGroup.All, default)];
        var spokenTo = claims.Select(Of)
            .SelectMany(scope => new[] { scope, scope with { Victims = VictimGroup.All } })
            .SelectMany(scope => scope.Measure is Measure.KilledOrInjured
                ? new[] { scope with { Measure = Measure.Killed }, scope with { Measure = Measure.Injured }, scope }
                : [scope])
            .Distinct()
            .OrderBy(scope => scope.Measure).ThenBy(scope => scope.Victims).ThenBy(scope => scope.StockOrFlow);
        return [.. always.Union(spokenTo)];
    }

    /// <summary>The same measure, by its own kind of count, of whatever victims.</summary>
    public bool SharesMeasure(CasualtyClaim claim) => Of(claim) with { Victims = Victims } == this;

    /// <summary>True for the scope's own victim group; a claimant who does not say whom is taken to count everybody.</summary>
    public bool SharesVictims(CasualtyClaim claim) =>
        claim.Victims == Victims || (Victims is VictimGroup.All && claim.Victims is VictimGroup.Unknown);
}
