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

/// <summary>Folds the events of a resource and renders it when it is asked for, beside all that is kept rendered.</summary>
internal static class PlainPath
{
    public static async Task<(Resource Resource, ReferenceBook Book)> Fold(this TestService service, ResourceKind kind, Guid id) => (await service.Find(kind, id))!.Value;

    /// <returns>Null where it was erased.</returns>
    public static Task<(Resource Resource, ReferenceBook Book)?> Find(this TestService service, ResourceKind kind, Guid id) =>
        service.Services.GetRequiredService<IReadModel>().Load(kind, id, Moment.Now, CancellationToken.None);

    /// <returns>As the service answers it.</returns>
    public static string Document(Resource resource, ReferenceBook book) =>
        Json(resource is Incident incident ? IncidentRenderer.Render(incident, book).Document : ReferenceRenderer.Render(resource, book));

    public static string Json(object value) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), JsonContract.Options));
}
