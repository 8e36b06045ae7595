using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>The documents come back out, for people and for reference managers, and say what was inferred about them.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class CitationsTests(SampleService sample)
{
    [Theory]
    [InlineData(Libya.Camp, Libya.DocumentA)]
    [InlineData(Libya.Zuwara, Libya.DocumentC)]
    [InlineData(Libya.Airport, Libya.DocumentC)]
    [InlineData(Libya.Sabaa, Libya.DocumentB)]
    [InlineData(Libya.Shelling, Libya.DocumentB)]
    [InlineData(Libya.Capture, Libya.DocumentA, Libya.ReportOnSabha)]
    [InlineData(Libya.War, Libya.DocumentA, Libya.DocumentB)]
    public async Task A_resource_lists_the_documents_it_rests_on_each_once(string path, params string[] documents) =>
        Assert.Equal(documents, (await Read($"{path}/citations")).Texts("id"));

    [Fact]
    public async Task The_battle_rests_on_the_three_documents_and_on_eight_more_for_WHOs_series()
    {
        var documents = (await Read($"{Libya.Battle}/citations")).Texts("id");

        Assert.Equal(11, documents.Length);
        Assert.Equal(documents.Distinct(), documents);
        Assert.Empty(new[] { Libya.DocumentA, Libya.DocumentB, Libya.DocumentC, Libya.Post }.Except(documents));
    }

    [Fact]
    public async Task As_CSL_JSON_document_A_has_its_publisher_its_two_possible_days_and_what_was_inferred() =>
        (await Read($"{Libya.Camp}/citations?f=csl")).Holds(
            $$"""
            [{ "id": "{{Libya.DocumentA}}", "type": "article-newspaper", "container-title": "The National", "language": "en",
               "title": "Libya: fighting near Tripoli kills 187, over 1,000 wounded",
               "URL": "https://thenationalnews.com/libya-fighting-near-tripoli-kills-187-over-1-000-wounded-1.857450",
               "issued": { "date-parts": [[2019, 5, 4], [2019, 5, 5]], "circa": true },
               "note": "Inferred, not stated in the document: title, source, url, published." }]
            """);

    [Fact]
    public async Task As_BibTeX_document_C_has_its_publisher_its_day_and_what_was_inferred()
    {
        var text = await sample.Service.Reader.GetStringAsync($"{Libya.Zuwara}/citations?f=bibtex");

        Assert.StartsWith("@article{ce-019a0000000370008000000000000003,\n", text, StringComparison.Ordinal);
        Assert.All(
            (string[])["title = {{Haftar’s forces hit military camp", "journal = {France 24}", "date = {2019-04-12}", "note = {Inferred, not stated in the document: source, published.}"],
            member => Assert.Contains(member, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("application/vnd.citationstyles.csl+json", "application/vnd.citationstyles.csl+json")]
    [InlineData("application/x-bibtex", "application/x-bibtex")]
    public async Task The_Accept_header_chooses_the_form(string accept, string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Libya.Battle}/citations");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var response = await sample.Service.Reader.SendAsync(request);

        Assert.Equal((200, mediaType), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData(Libya.DocumentA)]
    [InlineData(Libya.DocumentB)]
    [InlineData(Libya.DocumentC)]
    public async Task A_document_cites_itself(string document) =>
        Assert.Equal([document], (await Read($"/v1/documents/{document}/citations")).Texts("id"));

    [Theory]
    [InlineData(Libya.DocumentA, "316fc8a56e90c7e10131c63d31001c27ac0aece879a15cf3a5f0755266a9d5d6")]
    [InlineData(Libya.DocumentB, "0b49d244081d0cbc0df1ecdabbf5d263ca956e8e3244974b3d4a4c0cc55962c2")]
    [InlineData(Libya.DocumentC, "3d8f55050454e9f8302ed7715b76abd737bd3bac1002d05934dd31be42ee2f6a")]
    public async Task The_capture_that_was_read_can_be_told_by_its_hash(string document, string sha256) =>
        (await Read($"/v1/documents/{document}")).Holds($$"""{ "sha256": "{{sha256}}", "url": {{(document == Libya.DocumentA ? "\"https://thenationalnews.com/libya-fighting-near-tripoli-kills-187-over-1-000-wounded-1.857450\"" : "null")}} }""");

    [Theory]
    [InlineData(Libya.DocumentB, "which kind of surgery the 63 were")]
    [InlineData(Libya.DocumentC, "What \"has been postponed\" is lost")]
    public async Task What_is_lost_from_a_text_stands_in_its_note(string document, string words) =>
        Assert.Contains(words, (await Read($"/v1/documents/{document}"))["note"]!.GetValue<string>(), StringComparison.Ordinal);

    private Task<JsonNode> Read(string path) => sample.Service.Reader.Get(path);
}
