using System.Text.Json;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Imports.Events;

/// <summary>One event of a log, as a line of the service's own format has it.</summary>
public sealed record EventLine
{
    public required ResourceKind Kind { get; init; }

    /// <summary>Of the resource.</summary>
    public required Guid Id { get; init; }

    /// <summary>Of the resource, once the event has happened.</summary>
    public required int Version { get; init; }

    /// <summary>Such as <c>incident.claim_added</c>.</summary>
    public required string Type { get; init; }

    public required int SchemaVersion { get; init; }

    /// <summary>When the log that the line comes from recorded it. Events of one commit share it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public required string? Reason { get; init; }

    public required JsonElement Body { get; init; }
}
