using System.Text;
using System.Text.Json.Nodes;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.Service;

/// <summary>Records incidents as an import does: the details, the claims and the origin in one commit.</summary>
internal static class Importing
{
    public static readonly Guid Job = new("019a0000-0009-7000-8000-000000000001");

    public static ImportOrigin Origin(string dataset, string externalId, bool redistributable = true) => new()
    {
        Dataset = dataset,
        DatasetVersion = "23.1",
        ExternalId = externalId,
        Licence = redistributable ? "CC-BY-4.0" : "Terms of use",
        Redistributable = redistributable,
        ContentHash = new string('a', 64),
        ImportId = Job,
        Row = new() { ["id"] = externalId, ["country"] = "Libya", ["best"] = "" },
    };

    /// <param name="body">As a client would report it.</param>
    /// <returns>The id of the incident.</returns>
    public static async Task<Guid> Import(this TestService service, JsonObject body, ImportOrigin origin)
    {
        var incident = new Incident { Id = NewId.Next() };
        var details = StrictJson.Read<NewIncident>(Encoding.UTF8.GetBytes(body.ToJsonString())).Value;
        await service.Commit(changes =>
        {
            changes.Append(incident, [new Created<IncidentDetails>(details)], reason: null);
            changes.Append(incident, incident.AddClaims([.. details.Claims.Select(NewId.For)], "claims").Value, reason: null);
            changes.Append(incident, incident.Import(origin).Value, reason: null);
            return Task.FromResult<Result<Resource>>(incident);
        });
        return incident.Id;
    }

    /// <summary>Imports a record again, from another version of its dataset.</summary>
    public static Task ImportAgain(this TestService service, Guid id, ImportOrigin origin) =>
        service.Commit(changes => changes.Change<Incident>(ResourceKind.Incident, id, ExpectedVersion.Any, $"{origin.Dataset} {origin.DatasetVersion}", incident => incident.Import(origin)));

    private static async Task Commit(this TestService service, Func<IChanges, Task<Result<Resource>>> decide)
    {
        var store = new PostgresEventStore(
            service.Services.GetRequiredService<ApplicationDatabase>(),
            service.Services.GetRequiredService<HeadWatch>(),
            service.Services.GetRequiredService<PendingRenderings>(),
            service.Services.GetRequiredService<ReferenceCache>(),
            new Importer());
        Assert.Null((await store.Commit(decide, CancellationToken.None)).Error);
    }

    private sealed class Importer : IRequestContext
    {
        public string RecordedBy => "importer";

        public string RequestId => "import";

        public Audience Audience => Audience.KeyHolders;
    }
}
