using ConflictEvents.Application.Imports.Ucdp;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Tests.Imports.Ucdp;

public sealed class UcdpSourcesTests
{
    private readonly Mapping _mapping = new(new UcdpGed(), "23.1");

    [Fact]
    public async Task Quoted_publications_become_documents_of_sources_that_are_found_by_name()
    {
        var record = await _mapping.Accepted(GedRows.StateBased);
        var next = await _mapping.Accepted(GedRows.StateBased.With(("id", "900009"), ("source_article", "\"HILL COURIER,2019-05-05,Another headline\""), ("source_office", "HILL COURIER"), ("source_date", "2019-05-05"), ("source_headline", "Another headline")));

        Assert.Equal((_mapping.Release.DocumentId, "900001"), (record.Details.Citations[0].DocumentId, record.Details.Citations[0].Record));
        var documents = record.Details.Citations.Skip(1).Select(citation => _mapping.Details<DocumentDetails>(citation.DocumentId)).ToList();
        Assert.Equal(["Nine killed; town retaken", "More bodies found"], documents.Select(document => document.Title));
        Assert.Equal(["Hill Courier", "Coast News"], documents.Select(document => _mapping.Name(document.SourceId)));
        Assert.Equal(new DateWindow { Earliest = new(2019, 5, 5), Latest = new(2019, 5, 5) }, documents[0].Published);
        Assert.Equal(documents[0].SourceId, _mapping.Details<DocumentDetails>(next.Details.Citations[1].DocumentId).SourceId);
    }

    [Fact]
    public async Task The_dataset_is_a_source_and_its_release_a_document()
    {
        await _mapping.Accepted(GedRows.StateBased);

        var release = _mapping.Details<DocumentDetails>(_mapping.Release.DocumentId);
        Assert.Equal((DocumentKind.Dataset, "UCDP Georeferenced Event Dataset, version 23.1", _mapping.Release.SourceId), (release.Type, release.Title, release.SourceId));
        Assert.Equal(SourceKind.Dataset, _mapping.Details<SourceDetails>(_mapping.Release.SourceId).Type);
        Assert.Equal([ResourceKind.Source, ResourceKind.Document], _mapping.New.Take(2).Select(reference => reference.Kind));
    }

    [Theory]
    [InlineData("A; b", "2019-05-05", "One; two")]
    [InlineData("A", "2019-05-05", "One; two")]
    public async Task Lists_of_unequal_length_are_told_of_and_nothing_is_made_up(string offices, string dates, string headlines)
    {
        var mapped = await _mapping.Map(GedRows.StateBased.With(("source_article", ""), ("source_office", offices), ("source_date", dates), ("source_headline", headlines)));

        Assert.Equal(["uneven-sources"], mapped.Faults.Select(fault => fault.Code));
        var documents = mapped.Record!.Details.Citations.Skip(1).Select(citation => _mapping.Details<DocumentDetails>(citation.DocumentId)).ToList();
        Assert.Equal(offices == "A" ? ["One; two"] : ["One", "two"], documents.Select(document => document.Title));
        Assert.Equal(offices == "A" ? [true] : new[] { true, false }, documents.Select(document => document.Published is not null));
    }

    [Fact]
    public async Task A_publication_without_a_headline_has_an_inferred_title()
    {
        var mapped = await _mapping.Map(GedRows.StateBased.With(("source_article", ""), ("source_office", "A;B"), ("source_date", "2019-05-05;2019-05-06"), ("source_headline", "One;two;three")));

        Assert.All(mapped.Record!.Details.Citations.Skip(1), citation => Assert.Equal([DocumentField.Title], _mapping.Details<DocumentDetails>(citation.DocumentId).Inferred));
    }

    [Fact]
    public async Task Free_text_is_whom_the_dataset_names_as_its_own_source()
    {
        var text = "Hill Courier, 5/5 2019 Nine killed. " + new string('x', 400);
        var row = GedRows.StateBased.With(("number_of_sources", "-1"), ("source_article", text), ("source_office", ""), ("source_date", ""), ("source_headline", ""));
        var record = await _mapping.Accepted(row);
        var mapped = await _mapping.Map(row);

        var citation = Assert.Single(record.Details.Citations);
        var words = Assert.Single(citation.AttributedTo).Description!;
        Assert.StartsWith("Hill Courier, 5/5 2019 Nine killed.", words, StringComparison.Ordinal);
        Assert.Equal((300, '…'), (words.Length, words[^1]));
        Assert.Equal(["source_article shortened"], mapped.Faults.Select(fault => $"{fault.Column} {fault.Code}"));
        Assert.Equal(200, mapped.Faults[0].Value!.Length);
    }

    [Theory]
    [InlineData("1753-01-01", "sentinel-date", false)]
    [InlineData("2019-05-01", "source-before-event", true)]
    [InlineData("2030-05-01", "date-out-of-range", false)]
    [InlineData("2019-05-04", "", true)]
    public async Task A_doubtful_date_of_publication_is_told_of(string date, string code, bool isKept)
    {
        var mapped = await _mapping.Map(GedRows.StateBased.With(
            ("source_article", $"\"Hill Courier,{date},Nine killed\""), ("source_office", "Hill Courier"), ("source_date", date), ("source_headline", "Nine killed")));

        Assert.Equal(code, string.Join(';', mapped.Faults.Select(fault => fault.Code)));
        Assert.Equal(isKept, _mapping.Details<DocumentDetails>(mapped.Record!.Details.Citations[1].DocumentId).Published is not null);
    }

    [Fact]
    public async Task Texts_that_are_too_long_are_shortened_and_told_of()
    {
        var headline = "Two\tlines\n" + new string('h', 400) + " https://example.org/a?b=c";
        var row = GedRows.StateBased.With(
            ("where_description", new string('w', 301)), ("source_original", new string('o', 301)), ("side_b", new string('b', 301)),
            ("source_article", $"\"Hill Courier,2019-05-05,{headline}\""), ("source_office", "Hill Courier"), ("source_date", "2019-05-05"), ("source_headline", headline));
        var record = await _mapping.Accepted(row);

        var document = _mapping.Details<DocumentDetails>(record.Details.Citations[1].DocumentId);
        Assert.StartsWith("Two lines hhh", document.Title, StringComparison.Ordinal);
        Assert.Equal((300, "https://example.org/a?b=c"), (document.Title.Length, document.Url));
        Assert.Equal(
            ["side_b", "source_headline", "source_original", "where_description"],
            (await _mapping.Map(row)).Faults.Where(fault => fault.Code == "shortened").Select(fault => fault.Column).Order());
    }

    [Fact]
    public async Task A_document_is_new_in_every_batch_that_mentions_it()
    {
        await _mapping.Accepted(GedRows.StateBased);
        await _mapping.Map(GedRows.StateBased.With(("id", "900010")));

        Assert.Equal(2, _mapping.New.Count(reference => reference is { Kind: ResourceKind.Document, Details: DocumentDetails { Title: "More bodies found" } }));
        Assert.Single(_mapping.New, reference => reference is { Kind: ResourceKind.Source, Details: SourceDetails { Names: [{ Text: "Coast News" }] } });
    }
}
