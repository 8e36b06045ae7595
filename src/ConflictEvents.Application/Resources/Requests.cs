using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Resources;

/// <summary>What a client sends to record a resource: its details, and an id of its own choosing if it wants one.</summary>
public interface INewResource
{
    /// <summary>A UUID the client chose, so that repeating the request cannot record the resource twice; the service gives one when it is left out.</summary>
    Guid? Id { get; }
}

/// <summary>What a client sends to correct a resource: the whole of its details as they shall stand, and why.</summary>
public interface ICorrection
{
    string Reason { get; }
}

public sealed record NewActor : ActorDetails, INewResource
{
    /// <inheritdoc cref="INewResource.Id"/>
    public Guid? Id { get; init; }
}

public sealed record ActorCorrection : ActorDetails, ICorrection
{
    /// <summary>Why the record is changed; stands in its history.</summary>
    public required string Reason { get; init; }
}

public sealed record NewLocation : LocationDetails, INewResource
{
    /// <inheritdoc cref="INewResource.Id"/>
    public Guid? Id { get; init; }
}

public sealed record LocationCorrection : LocationDetails, ICorrection
{
    /// <inheritdoc cref="ActorCorrection.Reason"/>
    public required string Reason { get; init; }
}

public sealed record NewSource : SourceDetails, INewResource
{
    /// <inheritdoc cref="INewResource.Id"/>
    public Guid? Id { get; init; }
}

public sealed record SourceCorrection : SourceDetails, ICorrection
{
    /// <inheritdoc cref="ActorCorrection.Reason"/>
    public required string Reason { get; init; }
}

public sealed record NewDocument : DocumentDetails, INewResource
{
    /// <inheritdoc cref="INewResource.Id"/>
    public Guid? Id { get; init; }
}

public sealed record DocumentCorrection : DocumentDetails, ICorrection
{
    /// <inheritdoc cref="ActorCorrection.Reason"/>
    public required string Reason { get; init; }
}

public sealed record NewConflict : ConflictDetails, INewResource, IHasNewClaims
{
    /// <inheritdoc cref="INewResource.Id"/>
    public Guid? Id { get; init; }

    /// <summary>Cumulative figures to record with it; a later one may name an earlier one as what it is a part of.</summary>
    public IReadOnlyList<CasualtyClaim> Claims { get; init; } = [];
}

public sealed record ConflictCorrection : ConflictDetails, ICorrection
{
    /// <inheritdoc cref="ActorCorrection.Reason"/>
    public required string Reason { get; init; }
}

public sealed record NewIncident : IncidentDetails, INewResource, IHasNewClaims
{
    /// <inheritdoc cref="INewResource.Id"/>
    public Guid? Id { get; init; }

    /// <summary>Casualty figures to record with it; a later one may name an earlier one as what it is a part of.</summary>
    public IReadOnlyList<CasualtyClaim> Claims { get; init; } = [];
}

public sealed record IncidentCorrection : IncidentDetails, ICorrection
{
    /// <inheritdoc cref="ActorCorrection.Reason"/>
    public required string Reason { get; init; }
}

/// <summary>A new resource that may bring its first casualty figures.</summary>
public interface IHasNewClaims
{
    IReadOnlyList<CasualtyClaim> Claims { get; }
}
