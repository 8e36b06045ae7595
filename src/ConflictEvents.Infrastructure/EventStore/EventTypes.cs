using System.Text.Json;
using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>The names that events bear in the log, such as <c>incident.claim_added</c>. A name, once used, keeps its meaning for ever.</summary>
internal static class EventTypes
{
    /// <summary>Grows when a body can no longer be read as its type stands; older versions are then lifted before they are read.</summary>
    public const int SchemaVersion = 1;

    private static readonly Dictionary<string, Type> ByName = Catalogue().ToDictionary(entry => entry.Name, entry => entry.Type);

    private static readonly Dictionary<(ResourceKind, Type), string> ByType = Catalogue().ToDictionary(entry => (entry.Kind, entry.Type), entry => entry.Name);

    /// <summary>Every name that can be read.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Of the events that concern casualty claims alone.</summary>
    public static IEnumerable<string> OfClaims =>
        ByName.Where(entry => entry.Value == typeof(ClaimAdded) || entry.Value == typeof(ClaimRetracted) || entry.Value == typeof(ClaimRanked)).Select(entry => entry.Key);

    /// <summary>Of the events that end the stream of what was erased.</summary>
    public static IReadOnlyList<string> Erasures { get; } = [.. Enum.GetValues<ResourceKind>().Select(ErasureOf)];

    public static string NameOf(ResourceKind kind, DomainEvent domainEvent) => ByType[(kind, domainEvent.GetType())];

    public static string NameOf(ResourceKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    public static string ErasureOf(ResourceKind kind) => $"{NameOf(kind)}.erased";

    public static ResourceKind KindOf(string name) => Enum.Parse<ResourceKind>(name, ignoreCase: true);

    /// <summary>Whether an event is what the one that stands for both tells of a merge; the other one has told of it just before.</summary>
    public static bool IsOtherHalf(string name) => name.EndsWith(".absorbed", StringComparison.Ordinal) || name.EndsWith(".released", StringComparison.Ordinal);

    public static byte[] Write(DomainEvent domainEvent) =>
        JsonSerializer.SerializeToUtf8Bytes(domainEvent, domainEvent.GetType(), JsonContract.Options);

    /// <exception cref="InvalidOperationException">The log holds a type or version that this program does not know: it is older than the log.</exception>
    public static DomainEvent Read(string name, int schemaVersion, string body)
    {
        if (schemaVersion != SchemaVersion || !ByName.TryGetValue(name, out var type))
            throw new InvalidOperationException($"The log holds {name} in version {schemaVersion}, which this program cannot read.");
        return (DomainEvent)JsonSerializer.Deserialize(body, type, JsonContract.Options)!;
    }

    /// <summary>Reads an event that another log holds, strictly.</summary>
    /// <param name="path">Where the body stands.</param>
    public static Result<DomainEvent> Read(ResourceKind kind, string name, int schemaVersion, JsonElement body, string path)
    {
        if (!ByName.TryGetValue(name, out var type) || !name.StartsWith($"{NameOf(kind)}.", StringComparison.Ordinal))
            return Unknown("type", $"There is no such event of {NameOf(kind)}.");
        if (schemaVersion != SchemaVersion)
            return Unknown("schemaVersion", $"Bodies are read in version {SchemaVersion}; a newer program wrote this.");
        return StrictJson.Read<DomainEvent>(body, type, path);
    }

    private static Error Unknown(string member, string message) => new(ErrorKind.Invalid, "unknown-event", message) { Fields = [new FieldError(member, message)] };

    private static IEnumerable<(ResourceKind Kind, string Name, Type Type)> Catalogue()
    {
        var own = Of<IncidentDetails>(ResourceKind.Incident)
            .Concat(Of<ConflictDetails>(ResourceKind.Conflict))
            .Concat(Of<ActorDetails>(ResourceKind.Actor))
            .Concat(Of<LocationDetails>(ResourceKind.Location))
            .Concat(Of<SourceDetails>(ResourceKind.Source))
            .Concat(Of<DocumentDetails>(ResourceKind.Document));
        var claims = new[] { ResourceKind.Incident, ResourceKind.Conflict }.SelectMany(kind => new[]
        {
            (kind, "claim_added", typeof(ClaimAdded)),
            (kind, "claim_retracted", typeof(ClaimRetracted)),
            (kind, "claim_ranked", typeof(ClaimRanked)),
        });
        return own.Concat(claims)
            .Append((ResourceKind.Incident, "verification_set", typeof(VerificationSet)))
            .Append((ResourceKind.Incident, "imported", typeof(Imported)))
            .Concat(Mergers<MovedIncident>(ResourceKind.Incident))
            .Concat(Mergers<MovedActor>(ResourceKind.Actor))
            .Select(entry => (entry.Item1, $"{NameOf(entry.Item1)}.{entry.Item2}", entry.Item3));
    }

    private static IEnumerable<(ResourceKind Kind, string Suffix, Type Type)> Mergers<TMoved>(ResourceKind kind)
        where TMoved : class =>
    [
        (kind, "merged", typeof(Merged)),
        (kind, "unmerged", typeof(Unmerged)),
        (kind, "absorbed", typeof(Absorbed<TMoved>)),
        (kind, "released", typeof(Released)),
        (kind, "marked_distinct", typeof(MarkedDistinct)),
        (kind, "unmarked_distinct", typeof(UnmarkedDistinct)),
    ];

    private static IEnumerable<(ResourceKind Kind, string Suffix, Type Type)> Of<TDetails>(ResourceKind kind)
        where TDetails : class, IDetailsOfKind =>
    [
        (kind, "created", typeof(Created<TDetails>)),
        (kind, "corrected", typeof(Corrected<TDetails>)),
        (kind, "retracted", typeof(Retracted)),
        (kind, "reinstated", typeof(Reinstated)),
        (kind, "erased", typeof(Erased<TDetails>)),
    ];
}
