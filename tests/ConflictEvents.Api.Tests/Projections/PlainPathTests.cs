using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Api.Tests.Projections;

/// <summary>
/// Answers are copied from what was rendered when something changed. The plain path folds the events of a resource and renders it when it is
/// asked for; both must come to the same bytes.
/// </summary>
[Collection(SampleServiceUsers.Name)]
public sealed class PlainPathTests(SampleService sample)
{
    private static readonly (ResourceKind Kind, string Plural)[] Kinds =
    [
        (ResourceKind.Incident, "incidents"),
        (ResourceKind.Conflict, "conflicts"),
        (ResourceKind.Actor, "actors"),
        (ResourceKind.Location, "locations"),
        (ResourceKind.Source, "sources"),
        (ResourceKind.Document, "documents"),
    ];

    private HttpClient Reader => sample.Service.Reader;

    [Fact]
    public async Task Every_document_is_what_its_events_render_to()
    {
        var compared = 0;
        foreach (var (kind, plural) in Kinds)
        {
            foreach (var id in await Ids(plural))
            {
                var (resource, book) = await sample.Service.Fold(kind, id);

                Assert.Equal(PlainPath.Document(resource, book), await Reader.GetStringAsync($"/v1/{plural}/{id}"));
                compared++;
            }
        }

        Assert.True(compared > 50, $"only {compared} were compared");
    }

    [Fact]
    public async Task Every_card_and_every_estimate_is_what_the_events_render_to()
    {
        var list = await Reader.GetStringAsync("/v1/incidents?limit=1000");
        foreach (var id in await Ids("incidents"))
        {
            var (resource, book) = await sample.Service.Fold(ResourceKind.Incident, id);
            var rendered = IncidentRenderer.Render((Incident)resource, book);

            Assert.Contains(PlainPath.Json(rendered.Card), list, StringComparison.Ordinal);
            Assert.Equal(PlainPath.Json(rendered.Estimate), await Reader.GetStringAsync($"/v1/incidents/{id}/estimate"));
        }
    }

    private async Task<IReadOnlyList<Guid>> Ids(string plural) =>
        [.. (await Reader.Get($"/v1/{plural}?limit=1000"))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>())];
}
