namespace ConflictEvents.Domain.Incidents;

/// <summary>The six event types of the ACLED codebook.</summary>
public enum IncidentType
{
    Battles,
    Protests,
    Riots,
    ExplosionsRemoteViolence,
    ViolenceAgainstCivilians,
    StrategicDevelopments,
}

/// <summary>The twenty-five sub-event types of the ACLED codebook.</summary>
public enum IncidentSubType
{
    GovernmentRegainsTerritory,
    NonStateActorOvertakesTerritory,
    ArmedClash,
    ExcessiveForceAgainstProtesters,
    ProtestWithIntervention,
    PeacefulProtest,
    ViolentDemonstration,
    MobViolence,
    ChemicalWeapon,
    AirDroneStrike,
    SuicideBomb,
    ShellingArtilleryMissileAttack,
    RemoteExplosiveLandmineIed,
    Grenade,
    SexualViolence,
    Attack,
    AbductionForcedDisappearance,
    Agreement,
    Arrests,
    ChangeToGroupActivity,
    DisruptedWeaponsUse,
    HeadquartersOrBaseEstablished,
    LootingPropertyDestruction,
    NonViolentTransferOfTerritory,
    Other,
}

/// <summary>UCDP's types of organised violence; the numbers are UCDP's codes.</summary>
public enum UcdpViolence
{
    StateBased = 1,
    NonState = 2,
    OneSided = 3,
}

public static class Taxonomy
{
    /// <summary>The type that a sub-type belongs to (ACLED codebook, table of event types).</summary>
    public static IncidentType TypeOf(IncidentSubType subType) => subType switch
    {
        <= IncidentSubType.ArmedClash => IncidentType.Battles,
        <= IncidentSubType.PeacefulProtest => IncidentType.Protests,
        <= IncidentSubType.MobViolence => IncidentType.Riots,
        <= IncidentSubType.Grenade => IncidentType.ExplosionsRemoteViolence,
        <= IncidentSubType.AbductionForcedDisappearance => IncidentType.ViolenceAgainstCivilians,
        _ => IncidentType.StrategicDevelopments,
    };
}
