using System.Text.Json;
using System.Text.Json.Nodes;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Incidents.ReadBundle;

/// <summary>Puts together all that the figures of an incident rest on, so that it can be verified elsewhere.</summary>
/// <param name="RetrievedFrom">The address of the incident.</param>
public sealed record ReadBundle(Guid Id, string RetrievedFrom, Reading Reading) : IRequest<Result<Answer<Bundle>>>;

/// <param name="Version">Of the incident.</param>
/// <param name="Utf8">One JSON text; see <see cref="EvidenceBundle"/>.</param>
public sealed record Bundle(Guid IncidentId, int Version, ReadOnlyMemory<byte> Utf8);

public sealed class ReadBundleHandler(IReadModel readModel, IEvidenceReader evidence, ILogFormat format) : IRequestHandler<ReadBundle, Result<Answer<Bundle>>>
{
    public async Task<Result<Answer<Bundle>>> Handle(ReadBundle query, CancellationToken cancellationToken)
    {
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;

        // One position for the state, the names in it, and the events that prove both.
        var pinned = await readModel.Pin(moment.Value, cancellationToken);
        if (await readModel.Load(ResourceKind.Incident, query.Id, pinned, cancellationToken) is not (Incident incident, var book))
            return await readModel.Absence(ResourceKind.Incident, query.Id, moment.Value, cancellationToken);
        if (await readModel.Moved(incident, pinned, cancellationToken) is { } moved)
            return moved;

        IncidentRenderer.Render(incident, book);
        var found = await evidence.Of(query.Id, book.Used, pinned.Position!.Value, cancellationToken);
        var bundle = new BundleMaker(format).Make(found, query.RetrievedFrom, EstimateRule.CurrentVersion);
        return new Answer<Bundle>(new Bundle(query.Id, incident.Version, JsonSerializer.SerializeToUtf8Bytes<JsonNode>(bundle, JsonContract.Options)), moment.Value);
    }
}
