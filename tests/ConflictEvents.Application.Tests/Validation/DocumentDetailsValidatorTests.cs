using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Tests.Validation;

public sealed class DocumentDetailsValidatorTests
{
    public static readonly Refused<DocumentDetails> RefusedDocuments = new()
    {
        { "a type that is none", document => document with { Type = (DocumentKind)99 }, "type" },
        { "a contributing source twice", document => document with { ContributingSourceIds = [Valid.OtherId, Valid.OtherId] }, "contributingSourceIds[1]" },
        { "its publisher as contributing source", document => document with { ContributingSourceIds = [Valid.OtherId, Valid.Id] }, "contributingSourceIds[1]" },
        { "a blank title", document => document with { Title = "" }, "title" },
        { "a title of 301 characters", document => document with { Title = new string('a', 301) }, "title" },
        { "a tab in the title", document => document with { Title = "a\tb" }, "title" },
        { "a blank author", document => document with { Authors = ["A. Writer", " "] }, "authors[1]" },
        { "201 authors", document => document with { Authors = [.. Enumerable.Repeat("A. Writer", 201)] }, "authors" },
        { "an address that is relative", document => document with { Url = "/a" }, "url" },
        { "an address of a file", document => document with { Url = "file:///etc/passwd" }, "url" },
        { "an address that is a script", document => document with { Url = "javascript:alert(1)" }, "url" },
        { "an address without a host", document => document with { Url = "https://" }, "url" },
        { "an address with a space", document => document with { Url = "https://example.org/a b" }, "url" },
        { "an address with a line break", document => document with { Url = "https://example.org/\r\nSet-Cookie" }, "url" },
        { "an address with an override of the direction", document => document with { Url = "https://example.org/\u202Ea" }, "url" },
        { "an address of 2,049 characters", document => document with { Url = "https://example.org/".PadRight(2_049, 'a') }, "url" },
        { "an archived address that is none", document => document with { ArchivedUrl = "ftp://example.org" }, "archivedUrl" },
        { "a language in words", document => document with { Language = "the English tongue" }, "language" },
        { "a publication tomorrow", document => document with { Published = Valid.Day with { Earliest = Faults.Today, Latest = Faults.Tomorrow, Precision = Domain.Dates.DatePrecision.Days } }, "published.latest" },
        { "a reading tomorrow", document => document with { RetrievedOn = Faults.Tomorrow }, "retrievedOn" },
        { "a digest in upper case", document => document with { Sha256 = new string('A', 64) }, "sha256" },
        { "a digest of 63 digits", document => document with { Sha256 = new string('a', 63) }, "sha256" },
        { "a digest with a line break", document => document with { Sha256 = new string('a', 64) + "\n" }, "sha256" },
        { "an inferred member that is none", document => document with { Inferred = [(DocumentField)99] }, "inferred[0]" },
        { "an inferred member twice", document => document with { Inferred = [DocumentField.Url, DocumentField.Url] }, "inferred[1]" },
        { "a note of 1,001 characters", document => document with { Note = new string('a', 1_001) }, "note" },
        { "a foreign id at fault", document => document with { ForeignIds = [Valid.ForeignId with { Scheme = "" }] }, "foreignIds[0].scheme" },
        { "a foreign id twice", document => document with { ForeignIds = [Valid.ForeignId, Valid.ForeignId] }, "foreignIds[1]" },
    };

    public static readonly Allowed<DocumentDetails> AllowedDocuments = new()
    {
        { "the least", _ => new DocumentDetails { Type = DocumentKind.Other, SourceId = Valid.Id, Title = "A" } },
        { "an address in another script", document => document with { Url = "https://مثال.example/أخبار" } },
        { "a reading today", document => document with { RetrievedOn = Faults.Today } },
        { "an address of 2,048 characters", document => document with { Url = "https://example.org/".PadRight(2_048, 'a') } },
    };

    [Fact]
    public async Task A_valid_one_passes() => Assert.Empty(await Faults.Of(Valid.Document));

    [Theory]
    [MemberData(nameof(RefusedDocuments))]
    public async Task A_document_is_refused_with(string what, Func<DocumentDetails, DocumentDetails> change, string path) =>
        await Expect.Fault(what, change(Valid.Document), path);

    [Theory]
    [MemberData(nameof(AllowedDocuments))]
    public async Task A_document_may_have(string what, Func<DocumentDetails, DocumentDetails> change) => await Expect.None(what, change(Valid.Document));
}
