using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;

namespace ConflictEvents.Application.Rendering;

/// <summary>Puts names in the place of ids in what somebody stated.</summary>
internal static class StatementRenderer
{
    public static ClaimantView Render(this Claimant claimant, ReferenceBook book) => new(
        claimant.ActorId is { } actor ? book.Actor(actor) : null,
        claimant.SourceId is { } source ? book.Source(source) : null,
        claimant.Description);

    public static IReadOnlyList<ClaimantView> Render(this IReadOnlyList<Claimant> claimants, ReferenceBook book) =>
        [.. claimants.Select(claimant => claimant.Render(book))];

    public static IReadOnlyList<CitationView> Render(this IReadOnlyList<Citation> citations, ReferenceBook book) =>
        [.. citations.Select(citation => new CitationView(
            book.Document(citation.DocumentId), citation.Page, citation.Paragraph, citation.Record, citation.Quote, citation.AttributedTo.Render(book)))];

    public static IReadOnlyList<StatementView> Render(this IReadOnlyList<Statement> statements, ReferenceBook book) =>
        [.. statements.Select(statement => new StatementView(
            statement.Text,
            statement.Assertion,
            statement.Claimant.Render(book),
            statement.RelayedVia.Render(book),
            statement.StatedOn,
            statement.StatedWording,
            statement.DateInferred,
            [.. statement.ActorIds.Select(book.Actor)],
            statement.Occurred,
            statement.LocationId is { } location ? book.Location(location) : null,
            statement.Quantities,
            statement.Citations.Render(book)))];

    public static IReadOnlyList<DateStatementView> Render(this IReadOnlyList<DateStatement> statements, ReferenceBook book) =>
        [.. statements.Select(statement => new DateStatementView(statement.Date, statement.Citations.Render(book)))];

    public static IReadOnlyList<ClaimView> Render(this ClaimLedger ledger, ReferenceBook book) =>
        [.. ledger.Entries.Select(entry => entry.Render(book))];

    /// <summary>A number without a qualifier is meant exactly.</summary>
    public static Qualifier? StatedQualifier(this CasualtyClaim claim) => claim.Qualifier ?? (claim.Number is null ? null : Qualifier.Exactly);

    public static ClaimView Render(this ClaimEntry entry, ReferenceBook book)
    {
        var claim = entry.Claim;
        return new ClaimView(
            claim.Id,
            entry.Status,
            entry.StatusReason,
            claim.Measure,
            claim.Number,
            claim.StatedQualifier(),
            claim.Low,
            claim.Best,
            claim.High,
            ClaimInterval.IsIrregular(claim),
            claim.Wording,
            claim.Victims,
            claim.VictimsActorId is { } actor ? book.Actor(actor) : null,
            claim.AgeGroup,
            claim.Sex,
            claim.SubsetOf,
            claim.Basis,
            claim.PeriodStart,
            claim.AsOf,
            claim.Area,
            claim.StockOrFlow,
            claim.Destinations,
            claim.Claimant.Render(book),
            claim.RelayedVia.Render(book),
            claim.StatedOn,
            claim.StatedWording,
            claim.DateInferred,
            claim.Credibility,
            claim.Rank,
            claim.RankReason,
            claim.Supersedes,
            claim.Note,
            claim.Citations.Render(book),
            entry.RecordedAt,
            entry.RecordedBy,
            entry.MergedFrom);
    }
}
