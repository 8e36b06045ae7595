using System.Text;
using System.Text.Json;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;
using Microsoft.Extensions.DependencyInjection;

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
                var (resource, book) = await Load(kind, id);
                object document = resource is Incident incident ? IncidentRenderer.Render(incident, book).Document : ReferenceRenderer.Render(resource, book);

                Assert.Equal(Json(document), await Reader.GetStringAsync($"/v1/{plural}/{id}"));
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
            var (resource, book) = await Load(ResourceKind.Incident, id);
            var rendered = IncidentRenderer.Render((Incident)resource, book);

            Assert.Contains(Json(rendered.Card), list, StringComparison.Ordinal);
            Assert.Equal(Json(rendered.Estimate), await Reader.GetStringAsync($"/v1/incidents/{id}/estimate"));
        }
    }

    private static string Json(object value) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), JsonContract.Options));

    private async Task<IReadOnlyList<Guid>> Ids(string plural) =>
        [.. (await Reader.Get($"/v1/{plural}?limit=1000"))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>())];

    private async Task<(Resource Resource, ReferenceBook Book)> Load(ResourceKind kind, Guid id) =>
        (await sample.Service.Services.GetRequiredService<IReadModel>().Load(kind, id, Moment.Now, CancellationToken.None))!.Value;
}
