using ConflictEvents.Application.Casualties;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Casualties.Tolls;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Conflicts.ReadTolls;

/// <summary>Reads the toll ledger of a conflict.</summary>
/// <param name="On">The day the tolls are wanted for, inclusive; null for the day of the moment that is read, else today.</param>
/// <param name="RuleVersion">Of the rule that the tolls follow, one that there is; null for the current one.</param>
/// <param name="Datasets">Those whose incidents are added up beside the tolls, as in <see cref="IncidentFilter.Dataset"/>; null where it is not said.</param>
public sealed record ReadTolls(Guid Id, DateOnly? On, TollFilter Filter, int? RuleVersion, string[]? Datasets, Reading Reading) : IRequest<Result<Answer<ConflictTolls>>>;

public sealed class ReadTollsHandler(IReadModel readModel, ICasualtyReader casualties, TimeProvider time) : IRequestHandler<ReadTolls, Result<Answer<ConflictTolls>>>
{
    private static readonly (Measure Measure, CasualtyMetric Metric)[] Reconciled = [(Measure.Killed, CasualtyMetric.Killed), (Measure.Injured, CasualtyMetric.Injured)];

    public async Task<Result<Answer<ConflictTolls>>> Handle(ReadTolls query, CancellationToken cancellationToken)
    {
        var chosen = new IncidentFilter { Dataset = query.Datasets };
        if (chosen.Fault() is { } fault)
            return fault;
        var version = query.RuleVersion ?? EstimateRule.CurrentVersion;
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;

        // One position for the claims and for the incidents beside them.
        var pinned = await readModel.Pin(moment.Value, cancellationToken);
        if (await readModel.Load(ResourceKind.Conflict, query.Id, pinned, cancellationToken) is not (Conflict conflict, var book))
            return await readModel.Absence(ResourceKind.Conflict, query.Id, moment.Value, cancellationToken);

        var filter = query.Filter with { ClaimantId = await Standing(query.Filter.ClaimantId, pinned, cancellationToken) };
        var on = query.On ?? DateOnly.FromDateTime((moment.Value.Time ?? time.GetUtcNow()).UtcDateTime);
        var belligerents = conflict.Details.Belligerents.Select(belligerent => book.Standing(belligerent.ActorId)).ToHashSet();
        var claims = conflict.Claims.Weigh(belligerents, book).Where(weighed => filter.Hears(weighed.Claim)).ToArray();
        var ledger = TollRule.Ledger(claims, version);
        var tolls = TollRule.At(on, claims, conflict.Details.Onset, version);
        var reconciliation = new List<Reconciliation>();
        foreach (var (measure, metric) in Reconciled.Where(pair => filter.Shows(pair.Measure, VictimGroup.All)))
        {
            var reconciled = await Reconcile(measure, metric);
            if (reconciled.Error is { } busy)
                return busy;
            reconciliation.Add(reconciled.Value);
        }

        var answer = new ConflictTolls(
            new ConflictLink(conflict.Id, ReferenceBook.LabelOf(conflict.Details)),
            on,
            version,
            [.. tolls.Where(toll => filter.Shows(toll.Estimate.Measure, toll.Estimate.Victims)).Select(toll => View(toll, conflict.Claims, book))],
            reconciliation,
            [.. ledger.Series.Where(series => filter.Shows(series.Key.Measure, series.Key.Victims)).Select(series => View(series, on, conflict.Claims, book))],
            LeftOut().Render(conflict.Claims, book));
        return new Answer<ConflictTolls>(answer, moment.Value);

        IReadOnlyList<EstimateReason> LeftOut() =>
            [.. ledger.LeftOut.Where(reason => conflict.Claims.Find(reason.ClaimId)!.Claim is var claim && filter.Shows(claim.Measure, claim.Victims))];

        // The incidents of the days that the best figure counts, lest the difference compare two periods.
        async Task<Result<Reconciliation>> Reconcile(Measure measure, CasualtyMetric metric)
        {
            var toll = tolls.Single(toll => toll.Estimate.Measure == measure && toll.Estimate.Victims is VictimGroup.All);
            var from = toll.Estimate.BestClaimId is { } best ? conflict.Claims.Find(best)!.Claim.PeriodStart : null;
            var until = toll.BestAsOf ?? on;
            var asked = new CasualtyQuery(chosen with { ConflictId = [query.Id], From = from, To = until }, [], [metric], Fill: false);
            var sums = await casualties.Read(asked, pinned, new PageRequest(Limit: 1, Cursor: null), cancellationToken);
            return sums.Then<Reconciliation>(page => asked.Mixed(page.Datasets) is { } mixed
                ? new Reconciliation(measure, toll.Estimate.View(), from, until, null, null, page.Datasets, mixed.Message, null)
                : Beside(page.Datasets, page.Rows.Single().Incidents, page.Rows.Single().Figures.Single()));

            Reconciliation Beside(IReadOnlyList<string> datasets, long incidents, SummedFigure sum)
            {
                // A figure for a part of the victims has no counterpart among incidents that count them all.
                var isPart = toll.Estimate.Reasons.Any(reason => reason.ClaimId == toll.Estimate.BestClaimId && reason.Code is ReasonCode.LowerBoundOfWhole);
                var difference = isPart ? null : toll.Estimate.Best - sum.Best;
                return new Reconciliation(measure, toll.Estimate.View(), from, until, incidents, sum, datasets, null, difference);
            }
        }
    }

    /// <summary>A merged actor speaks with the voice of the one that stands for it, as its claims do.</summary>
    private async Task<Guid[]?> Standing(Guid[]? claimants, Moment moment, CancellationToken cancellationToken) => claimants is null ? null : await Task.WhenAll(claimants.Select(
        async id => (await readModel.Find(ResourceKind.Actor, id, moment, cancellationToken))?.Survivor ?? id));

    private static TollView View(Toll toll, ClaimLedger claims, ReferenceBook book)
    {
        var estimate = toll.Estimate;
        return new TollView(
            estimate.Measure,
            estimate.Victims,
            estimate.StockOrFlow,
            estimate.Low,
            estimate.Best,
            estimate.High,
            estimate.OpenEnded,
            estimate.BestClaimId,
            toll.BestAsOf,
            toll.StalenessDays,
            estimate.Reasons.Render(claims, book));
    }

    private static TollSeriesView View(TollSeries series, DateOnly on, ClaimLedger claims, ReferenceBook book)
    {
        var current = series.At(on);
        var latest = claims.Find(series.Points[^1].ClaimId)!.Claim;
        return new TollSeriesView(
            latest.Claimant.Render(book),
            latest.Measure,
            latest.Victims,
            latest.StockOrFlow,
            latest.PeriodStart,
            latest.Area,
            latest.VictimsActorId is { } actor ? book.Actor(actor) : null,
            latest.AgeGroup,
            latest.Sex,
            current?.ClaimId,
            on.DayNumber - current?.AsOf?.DayNumber,
            [.. series.Points.Select(point => View(point, claims, book))]);
    }

    private static TollPointView View(TollPoint point, ClaimLedger claims, ReferenceBook book)
    {
        var claim = claims.Find(point.ClaimId)!.Claim;
        return new TollPointView(
            point.ClaimId,
            point.AsOf,
            point.StatedOn,
            claim.Number,
            claim.StatedQualifier(),
            claim.Wording,
            point.Low,
            point.Best,
            point.High,
            point.OpenEnded,
            point.DerivedChange,
            point.DerivedFrom,
            point.Warning,
            [.. point.SubsetClaimIds.Select(id => Subset(claims.Find(id)!.Claim))],
            claim.Citations.Render(book));
    }

    private static TollSubsetView Subset(CasualtyClaim claim)
    {
        var (low, best, high, _) = ClaimInterval.Of(claim);
        return new TollSubsetView(claim.Id, claim.SubsetOf!.Value, claim.Measure, claim.Victims, claim.Number, claim.StatedQualifier(), low, best, high);
    }
}
