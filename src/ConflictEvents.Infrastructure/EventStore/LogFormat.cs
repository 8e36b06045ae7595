using ConflictEvents.Application.Incidents.ReadBundle;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Infrastructure.EventStore;

/// <inheritdoc cref="ILogFormat"/>
public sealed class LogFormat : ILogFormat
{
    public DomainEvent Read(BundledEvent recorded) => EventTypes.Read(
        recorded.Type, recorded.SchemaVersion, recorded.Body ?? throw new InvalidOperationException($"The body of the event {recorded.EventId} was erased."));

    public string HashOf(BundledEvent recorded)
    {
        var entry = new LogEntry(
            Moment.PositionOf(recorded.Position) ?? throw new FormatException($"{recorded.Position} is no position."),
            recorded.EventId,
            recorded.Kind,
            recorded.ResourceId,
            recorded.Version,
            recorded.Type,
            recorded.SchemaVersion,
            recorded.RecordedAt,
            recorded.RecordedBy,
            recorded.Reason,
            recorded.RequestId,
            Convert.FromHexString(recorded.BodyHash));
        return Convert.ToHexStringLower(entry.HashAfter(Convert.FromHexString(recorded.PreviousHash)));
    }
}
