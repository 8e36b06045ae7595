using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Domain.Tests.Casualties.Tolls;

/// <summary>The public tolls of the first weeks: WHO's by its own statements, the Health Ministry's of 4 May beside it.</summary>
internal static class BattleOfTripoli
{
    public const string Who = "WHO";
    public const string Ministry = "ministry";

    public static readonly DateWindow Onset = new() { Earliest = Given.On(4, 4), Latest = Given.On(4, 5) };

    private static readonly (DateOnly Day, int Killed, int? Injured)[] Statements =
    [
        (Given.On(4, 12), 75, 323),
        (Given.On(4, 14), 121, 561),
        (Given.On(4, 15), 147, null),
        (Given.On(4, 16), 174, 756),
        (Given.On(4, 17), 205, 913),
        (Given.On(4, 19), 213, 1009),
        (Given.On(5, 2), 392, 1936),
        (Given.On(5, 8), 443, 2110),
    ];

    /// <summary>Ids: WHO's killed 1 to 8, injured 11 to 18, civilians of 12 April 21 and 22; the ministry's 31 and 32.</summary>
    public static IReadOnlyList<WeighedClaim> Claims { get; } =
    [
        .. Statements.Select((s, i) => Toll(1 + i, Measure.Killed, s.Killed, s.Day).By(Who, Reliability.A)),
        .. Statements.Select((s, i) => (s, i)).Where(x => x.s.Injured is not null)
            .Select(x => Toll(11 + x.i, Measure.Injured, x.s.Injured!.Value, x.s.Day).By(Who, Reliability.A)),
        (Toll(21, Measure.Killed, 7, Given.On(4, 12), VictimGroup.Civilians) with { SubsetOf = Given.Id(1) }).By(Who, Reliability.A),
        (Toll(22, Measure.Injured, 10, Given.On(4, 12), VictimGroup.Civilians) with { SubsetOf = Given.Id(11) }).By(Who, Reliability.A),
        (Toll(31, Measure.Killed, 187, Given.On(5, 4)) with { Qualifier = Qualifier.AtLeast }).By(Ministry, Reliability.C, party: true),
        (Toll(32, Measure.Injured, 1000, Given.On(5, 4)) with { Qualifier = Qualifier.MoreThan }).By(Ministry, Reliability.C, party: true),
    ];

    public static CasualtyClaim Toll(int id, Measure measure, int number, DateOnly? asOf, VictimGroup victims = VictimGroup.All) =>
        Given.Claim(id, measure, number, null, victims) with { Basis = ClaimBasis.Cumulative, AsOf = asOf };
}
