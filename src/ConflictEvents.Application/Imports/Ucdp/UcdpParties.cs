using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Application.Imports.Ucdp;

/// <summary>The sides of a UCDP event as actors, and the dyad that they form within a conflict.</summary>
internal sealed record UcdpParties(Guid SideA, Guid SideB, IReadOnlyList<Participant> Participants, IReadOnlyList<Guid> ConflictIds)
{
    public const int NameLength = 300;

    private const string ByName = "ucdp-name";
    private const string OlderScheme = "ucdp-dset";

    public static UcdpParties Of(UcdpRow ged, Citation citation, ReferenceRegistry references)
    {
        var sideA = Actor(ged.SideA, ged.Violence, references);
        var sideB = Actor(ged.SideB, ged.Violence, references);
        var participants = new List<Participant> { new() { ActorId = sideA, Role = RoleOf(ged, ged.SideA), Citations = [citation] } };
        if (new Participant { ActorId = sideB, Role = RoleOf(ged, ged.SideB), Citations = [citation] } is var other && (other.ActorId, other.Role) != (sideA, participants[0].Role))
            participants.Add(other);
        return new UcdpParties(sideA, sideB, participants, Contest(ged, sideA, sideB, citation, references) is { } contest ? [contest] : []);
    }

    private static ParticipantRole RoleOf(UcdpRow ged, UcdpSide side) =>
        !ged.IsAgainstCivilians ? ParticipantRole.Involved :
        side.IsCivilians || (ReferenceEquals(side, ged.SideB) && !ged.SideA.IsCivilians) ? ParticipantRole.Target :
        ParticipantRole.Attacker;

    /// <summary>
    /// By UCDP's id, or by name where the file has none. Civilians have one id in some releases and another in others, and are one actor here.
    /// UCDP tells governments from other actors and no more; what fights a government or attacks civilians is taken for a rebel group.
    /// </summary>
    private static Guid Actor(UcdpSide side, UcdpViolence violence, ReferenceRegistry references)
    {
        var key = side.IsCivilians || side.Id is null
            ? new ForeignId { Scheme = ByName, Value = side.IsCivilians ? "Civilians" : side.Name }
            : new ForeignId { Scheme = UcdpGed.Scheme, Value = side.Id };
        return references.Add(key, () => new ActorDetails
        {
            Type =
                side.IsCivilians ? ActorKind.Civilians :
                side.IsGovernment ? ActorKind.Government :
                violence is UcdpViolence.NonState ? ActorKind.Organisation :
                ActorKind.RebelGroup,
            Names = [new Name { Text = side.Name, Kind = NameKind.Official }],
            Country = side.StateCode is { } state ? Countries.OfGleditschWard(state) : null,
            ForeignIds = [key, .. Older(side.IsCivilians ? null : side.OlderId)],
        });
    }

    /// <summary>The dyad, below its conflict; the conflict alone where the file names no dyad.</summary>
    private static Guid? Contest(UcdpRow ged, Guid sideA, Guid sideB, Citation citation, ReferenceRegistry references)
    {
        var conflict = Contest(ged.Conflict, UcdpGed.Scheme, references, name => new ConflictDetails { Names = name });
        return Contest(ged.Dyad, "ucdp-dyad", references, name => new ConflictDetails
        {
            Names = name,
            ParentId = conflict,
            Belligerents =
            [
                .. ged.SideA.IsCivilians ? Array.Empty<Belligerent>() : [new Belligerent { ActorId = sideA, Side = ConflictSide.A, Citations = [citation] }],
                .. ged.SideB.IsCivilians || sideB == sideA ? Array.Empty<Belligerent>() : [new Belligerent { ActorId = sideB, Side = ConflictSide.B, Citations = [citation] }],
            ],
        }) ?? conflict;
    }

    private static Guid? Contest(UcdpContest contest, string scheme, ReferenceRegistry references, Func<IReadOnlyList<Name>, ConflictDetails> details)
    {
        if ((contest.Id ?? contest.Name) is not { } value)
            return null;
        var key = new ForeignId { Scheme = contest.Id is null ? ByName : scheme, Value = value };
        return references.Add(key, () => details([new Name { Text = contest.Name ?? $"UCDP {value}", Kind = NameKind.Official }]) with
        {
            ForeignIds = [key, .. Older(contest.OlderId)],
        });
    }

    private static IEnumerable<ForeignId> Older(string? id) => id is null ? [] : [new ForeignId { Scheme = OlderScheme, Value = id }];
}
