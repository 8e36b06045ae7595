using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ConflictEvents.Application.Claims.AddClaim;
using ConflictEvents.Application.Claims.RankClaim;
using ConflictEvents.Application.Claims.RetractClaim;
using ConflictEvents.Application.Incidents.VerifyIncident;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Resources.CorrectResource;
using ConflictEvents.Application.Resources.RecordResource;
using ConflictEvents.Application.Resources.RetractResource;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Api.Samples;

/// <summary>
/// Fills an empty service from a folder of files, each a list of the requests that a client would send: method and path, <c>ifMatch</c>
/// for a correction, and body. They run as the commands that the API runs.
/// </summary>
internal static class SampleLoader
{
    /// <param name="services">The application over the database to fill, and the context of <see cref="Author"/>.</param>
    /// <param name="directory">Its <c>*.json</c> files are read in the order of their names.</param>
    /// <exception cref="InvalidOperationException">A step was refused; those before it stay recorded.</exception>
    public static async Task Load(IServiceProvider services, string directory, Action<string> say, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<IReadModel>().IsEmpty(cancellationToken))
            return;

        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var steps = 0;
        foreach (var file in Directory.GetFiles(directory, "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var step in JsonSerializer.Deserialize<List<Step>>(await File.ReadAllBytesAsync(file, cancellationToken), JsonContract.Options)!)
            {
                var result = await mediator.Send(Command(step), cancellationToken);
                if (result.Error is { } error)
                    throw new InvalidOperationException($"{Path.GetFileName(file)}: {step.Request} was refused: {error.Message} {string.Join(' ', error.Fields)}");
                steps++;
            }
        }

        say($"sample data: {steps} requests from {directory} recorded");
    }

    /// <summary>In whose name the sample of a folder is recorded.</summary>
    public static IRequestContext Author(string directory) => new SampleAuthor(Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)));

    private static IRequest<Result<Rendered>> Command(Step step)
    {
        var (method, path) = step.Request.Split(' ') is [var verb, var address] ? (verb, address.Split('/')[2..]) : throw Unknown(step);
        return (method, path) switch
        {
            ("POST", ["actors"]) => new RecordResource<NewActor, ActorDetails>(Body<NewActor>(step)),
            ("POST", ["locations"]) => new RecordResource<NewLocation, LocationDetails>(Body<NewLocation>(step)),
            ("POST", ["sources"]) => new RecordResource<NewSource, SourceDetails>(Body<NewSource>(step)),
            ("POST", ["documents"]) => new RecordResource<NewDocument, DocumentDetails>(Body<NewDocument>(step)),
            ("POST", ["conflicts"]) => new RecordResource<NewConflict, ConflictDetails>(Body<NewConflict>(step)),
            ("POST", ["incidents"]) => new RecordResource<NewIncident, IncidentDetails>(Body<NewIncident>(step)),
            ("PUT", ["actors", var id]) => new CorrectResource<ActorCorrection, ActorDetails>(Guid.Parse(id), step.Expected, Body<ActorCorrection>(step)),
            ("PUT", ["locations", var id]) => new CorrectResource<LocationCorrection, LocationDetails>(Guid.Parse(id), step.Expected, Body<LocationCorrection>(step)),
            ("PUT", ["sources", var id]) => new CorrectResource<SourceCorrection, SourceDetails>(Guid.Parse(id), step.Expected, Body<SourceCorrection>(step)),
            ("PUT", ["documents", var id]) => new CorrectResource<DocumentCorrection, DocumentDetails>(Guid.Parse(id), step.Expected, Body<DocumentCorrection>(step)),
            ("PUT", ["conflicts", var id]) => new CorrectResource<ConflictCorrection, ConflictDetails>(Guid.Parse(id), step.Expected, Body<ConflictCorrection>(step)),
            ("PUT", ["incidents", var id]) => new CorrectResource<IncidentCorrection, IncidentDetails>(Guid.Parse(id), step.Expected, Body<IncidentCorrection>(step)),
            ("POST", ["incidents", var id, "verification"]) => new VerifyIncident(Guid.Parse(id), step.Expected, Body<Judgement>(step)),
            ("POST", [var kind, var id, "claims"]) => new AddClaim(Kind(kind), Guid.Parse(id), Body<NewClaim>(step)),
            ("POST", [var kind, var id, "claims", var claim, "rank"]) => new RankClaim(Kind(kind), Guid.Parse(id), Guid.Parse(claim), Body<Ranking>(step)),
            ("POST", [var kind, var id, "claims", var claim, "retraction"]) => new RetractClaim(Kind(kind), Guid.Parse(id), Guid.Parse(claim), Body<Retraction>(step)),
            _ => throw Unknown(step),
        };
    }

    private static ResourceKind Kind(string plural) => plural is "incidents" ? ResourceKind.Incident : ResourceKind.Conflict;

    private static T Body<T>(Step step) => step.Body.Deserialize<T>(JsonContract.Options)!;

    private static InvalidOperationException Unknown(Step step) => new($"A sample cannot hold the request {step.Request}.");

    private sealed record Step
    {
        public required string Request { get; init; }

        public int? IfMatch { get; init; }

        public required JsonObject Body { get; init; }

        [JsonIgnore]
        public ExpectedVersion Expected => IfMatch is { } version ? new ExpectedVersion(version) : ExpectedVersion.Any;
    }

    private sealed record SampleAuthor(string Name) : IRequestContext
    {
        public string RecordedBy => $"sample {Name}";

        public string RequestId => RecordedBy;

        public Audience Audience => Audience.KeyHolders;
    }
}
