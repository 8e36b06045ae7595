using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Incidents.ReadBundle;

/// <summary>Reads what the log holds of an incident, as it is stored.</summary>
public interface IEvidenceReader
{
    /// <param name="mentioned">The resources that its rendering mentions.</param>
    /// <param name="position">The last position that is taken account of.</param>
    Task<Evidence> Of(Guid incidentId, IReadOnlyCollection<Guid> mentioned, long position, CancellationToken cancellationToken);
}

/// <summary>How the log writes events: what their bodies mean, and what their hashes are taken over. It needs no log.</summary>
public interface ILogFormat
{
    /// <returns>What the body says.</returns>
    /// <exception cref="InvalidOperationException">The body was erased, or is of a type or version that this program does not know.</exception>
    /// <exception cref="System.Text.Json.JsonException">The body does not fit its type.</exception>
    DomainEvent Read(BundledEvent recorded);

    /// <returns>The hash that the event has by the hash before it, its envelope and the hash of its body; lower-case hexadecimal.</returns>
    /// <exception cref="FormatException">A position or hash of the envelope is none.</exception>
    string HashOf(BundledEvent recorded);
}

/// <summary>What the log holds of an incident and of what it mentions.</summary>
/// <param name="Log">Where the log ended at the moment that is read.</param>
/// <param name="Events">All of the incident, in order.</param>
/// <param name="Mentioned">Of each resource that is mentioned all but its casualty claims, by the order of the ids and then of the events.</param>
public sealed record Evidence(LogPlace Log, IReadOnlyList<BundledEvent> Events, IReadOnlyList<BundledEvent> Mentioned);

/// <summary>A place in the log: which log it was, since no two logs come to the same hash.</summary>
/// <param name="Position">Of the last event; opaque, and the base64url of its number as eight bytes, the highest first.</param>
/// <param name="RecordedAt">When that event was recorded, UTC.</param>
/// <param name="Hash">Of that event, SHA-256 in lower-case hexadecimal: it covers every event before it.</param>
public sealed record LogPlace(string Position, DateTimeOffset RecordedAt, string Hash);

/// <summary>An event as the log holds it.</summary>
/// <param name="Position">Where it stands in the log; opaque, and the base64url of its number as eight bytes, the highest first.</param>
/// <param name="EventId">Stable for ever.</param>
/// <param name="Kind">Of the resource.</param>
/// <param name="ResourceId">The resource that it belongs to.</param>
/// <param name="Version">The version of the resource that it led to.</param>
/// <param name="Type">What happened, such as <c>incident.claim_added</c>.</param>
/// <param name="SchemaVersion">Of the body.</param>
/// <param name="RecordedAt">When the service recorded it, UTC, to the microsecond.</param>
/// <param name="RecordedBy">The name of the key that authorised it.</param>
/// <param name="Reason">Why, in the author's words.</param>
/// <param name="RequestId">The request that it came with.</param>
/// <param name="BodyHash">SHA-256 of the body, in lower-case hexadecimal.</param>
/// <param name="PreviousHash">The hash of the event before it in the log, whatever that belongs to.</param>
/// <param name="Hash">SHA-256 over the previous hash, the envelope and the hash of the body.</param>
/// <param name="Body">The text that was hashed, to the byte; null where it was erased for legal reasons.</param>
public sealed record BundledEvent(
    string Position,
    Guid EventId,
    string Kind,
    Guid ResourceId,
    int Version,
    string Type,
    int SchemaVersion,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string? Reason,
    string RequestId,
    string BodyHash,
    string PreviousHash,
    string Hash,
    string? Body);
