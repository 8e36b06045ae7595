using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Application.Imports.Acled;

/// <summary>ACLED's codes and words, told from one another by their letters alone: "Air/drone strike" is <c>AirDroneStrike</c>.</summary>
internal static class AcledTypes
{
    private static readonly Dictionary<string, IncidentType> Types = Enum.GetValues<IncidentType>().ToDictionary(type => Letters(type.ToString()));
    private static readonly Dictionary<string, IncidentSubType> SubTypes = Enum.GetValues<IncidentSubType>().ToDictionary(type => Letters(type.ToString()));

    private static readonly Dictionary<string, ActorKind> Kinds = new()
    {
        ["stateforces"] = ActorKind.StateForce,
        ["rebelgroup"] = ActorKind.RebelGroup,
        ["rebelgroups"] = ActorKind.RebelGroup,
        ["rebelforces"] = ActorKind.RebelGroup,
        ["politicalmilitia"] = ActorKind.PoliticalMilitia,
        ["politicalmilitias"] = ActorKind.PoliticalMilitia,
        ["identitymilitia"] = ActorKind.IdentityMilitia,
        ["identitymilitias"] = ActorKind.IdentityMilitia,
        ["rioters"] = ActorKind.Rioters,
        ["protesters"] = ActorKind.Protesters,
        ["civilians"] = ActorKind.Civilians,
        ["externalotherforces"] = ActorKind.ExternalForce,
        ["otherforces"] = ActorKind.ExternalForce,
    };

    /// <returns>Null when the row is rejected.</returns>
    public static IncidentType? Type(RowCheck check)
    {
        if (check.Required("event_type") is not { } text)
            return null;
        if (Types.TryGetValue(Letters(text), out var type))
            return type;
        check.Reject("event_type", "unknown-code", "The cell holds none of ACLED's six types of events.");
        return null;
    }

    /// <returns>Null, with a warning, where the cell holds none that belongs to the type.</returns>
    public static IncidentSubType? SubType(RowCheck check, IncidentType type)
    {
        if (check["sub_event_type"] is not { } text)
            return null;
        if (!SubTypes.TryGetValue(Letters(text), out var subType))
            check.Warn("sub_event_type", "unknown-code", "The cell holds none of ACLED's sub-types; the incident has none.");
        else if (Taxonomy.TypeOf(subType) != type)
            check.Warn("sub_event_type", "types-differ", "The sub-type belongs to another type than the event; the incident has none.");
        else
            return subType;
        return null;
    }

    /// <summary>What an actor is by its inter code, 1 to 8, or by its words; null where the cell is empty, or 0 for no actor.</summary>
    public static ActorKind? Kind(RowCheck check, string column)
    {
        if (check[column] is not { } text)
            return null;
        if (RowCheck.Whole(text) is { } code)
        {
            if (code is >= 0 and <= 8)
                return code == 0 ? null : (ActorKind)(code - 1);
        }
        else if (Kinds.TryGetValue(Letters(text), out var kind))
        {
            return kind;
        }

        check.Warn(column, "unknown-code", "The cell holds none of ACLED's eight kinds of actors.");
        return null;
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant));
}
