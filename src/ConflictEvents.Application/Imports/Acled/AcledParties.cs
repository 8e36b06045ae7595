using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Application.Imports.Acled;

/// <summary>
/// The actors of an ACLED event. Actor 1 attacks and actor 2 is hit in violence against civilians and in remote violence, and wherever
/// one side are civilians; else both are involved. An associated actor tells who civilians, protesters and rioters are and shares their role; with
/// any other actor it is an ally, and the wording says whose.
/// </summary>
internal sealed record AcledParties(IReadOnlyList<AcledParties.Party> All)
{
    private const int NameLength = 300;
    private const int MostOfName = 90;
    private const int Most = 200;

    /// <summary>The two main actors, for the title.</summary>
    public string Label => string.Join(" and ", All.Where(party => party.Beside is null).Select(party => Texts.Shortened(party.Name, MostOfName)));

    /// <returns>Null when the row is rejected.</returns>
    public static AcledParties? Read(RowCheck check, IncidentType type)
    {
        if (check.Required("actor1") is null || check.Label("actor1", NameLength) is not { } first)
            return null;
        var (kind1, kind2) = (AcledTypes.Kind(check, "inter1"), AcledTypes.Kind(check, "inter2"));
        var second = check.Label("actor2", NameLength);
        var isOneSided = type is IncidentType.ViolenceAgainstCivilians or IncidentType.ExplosionsRemoteViolence
            || kind1 is ActorKind.Civilians || kind2 is ActorKind.Civilians;
        var parties = Side(check, first, kind1, "assoc_actor_1", Role(isOneSided, kind1, ParticipantRole.Attacker));
        if (second is not null)
            parties = parties.Concat(Side(check, second, kind2, "assoc_actor_2", Role(isOneSided, kind2, kind1 is ActorKind.Civilians ? ParticipantRole.Attacker : ParticipantRole.Target)));
        return new AcledParties([.. parties]);
    }

    public IReadOnlyList<Participant> Resolve(Citation citation, ReferenceRegistry references)
    {
        var participants = new List<Participant>();
        foreach (var party in All)
        {
            if (participants.Count == Most)
                break;
            var actor = Actor(party, references);
            if (!participants.Exists(other => (other.ActorId, other.Role) == (actor, party.Role)))
            {
                participants.Add(new Participant
                {
                    ActorId = actor,
                    Role = party.Role,
                    Wording = party.Beside is { } main ? Texts.Shortened($"associated with {main}", NameLength) : null,
                    Citations = [citation],
                });
            }
        }

        return participants;
    }

    private static ParticipantRole Role(bool isOneSided, ActorKind? kind, ParticipantRole role) =>
        kind is ActorKind.Civilians ? ParticipantRole.Target : isOneSided ? role : ParticipantRole.Involved;

    private static IEnumerable<Party> Side(RowCheck check, string name, ActorKind? kind, string associated, ParticipantRole role)
    {
        var isCrowd = kind is ActorKind.Civilians or ActorKind.Protesters or ActorKind.Rioters;
        return (check[associated] ?? "").Split(';')
            .Select(Texts.OneLine)
            .Where(text => text.Length > 0)
            .Select(text => new Party(Texts.Shortened(text, NameLength), isCrowd ? kind : null, isCrowd ? role : ParticipantRole.Ally, name))
            .Prepend(new Party(name, kind, role, null));
    }

    private static Guid Actor(Party party, ReferenceRegistry references)
    {
        var key = new ForeignId { Scheme = AcledEvents.Scheme, Value = party.Name };
        return references.Add(key, () => new ActorDetails
        {
            Type = party.Kind ?? Guessed(party.Name),
            Names = [new Name { Text = party.Name, Kind = NameKind.Official }],
            ForeignIds = [key],
        });
    }

    /// <summary>By the words that ACLED begins the names of its actors with; an organisation where they tell nothing.</summary>
    private static ActorKind Guessed(string name) =>
        name.StartsWith("Military Forces of", StringComparison.Ordinal) || name.StartsWith("Police Forces of", StringComparison.Ordinal) ? ActorKind.StateForce :
        name.StartsWith("Government of", StringComparison.Ordinal) ? ActorKind.Government :
        name.StartsWith("Civilians (", StringComparison.Ordinal) ? ActorKind.Civilians :
        name.StartsWith("Protesters (", StringComparison.Ordinal) ? ActorKind.Protesters :
        name.StartsWith("Rioters (", StringComparison.Ordinal) ? ActorKind.Rioters :
        ActorKind.Organisation;

    /// <param name="Kind">Null where ACLED does not tell.</param>
    /// <param name="Beside">The main actor that it is associated with; null for a main actor.</param>
    internal sealed record Party(string Name, ActorKind? Kind, ParticipantRole Role, string? Beside);
}
