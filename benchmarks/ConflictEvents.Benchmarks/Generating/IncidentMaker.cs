using System.Globalization;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Benchmarks.Generating;

/// <summary>Makes up incidents with the skew of event data: few countries, places and actors have most of them.</summary>
internal sealed class IncidentMaker(World world, Vocabulary vocabulary)
{
    private static readonly (IncidentType Type, double Share, IncidentSubType[] SubTypes)[] Types =
    [
        (IncidentType.Protests, 0.34, [IncidentSubType.PeacefulProtest, IncidentSubType.PeacefulProtest, IncidentSubType.ProtestWithIntervention, IncidentSubType.ExcessiveForceAgainstProtesters]),
        (IncidentType.Battles, 0.22, [IncidentSubType.ArmedClash, IncidentSubType.ArmedClash, IncidentSubType.GovernmentRegainsTerritory, IncidentSubType.NonStateActorOvertakesTerritory]),
        (IncidentType.ExplosionsRemoteViolence, 0.22, [IncidentSubType.ShellingArtilleryMissileAttack, IncidentSubType.AirDroneStrike, IncidentSubType.RemoteExplosiveLandmineIed, IncidentSubType.Grenade]),
        (IncidentType.ViolenceAgainstCivilians, 0.13, [IncidentSubType.Attack, IncidentSubType.Attack, IncidentSubType.AbductionForcedDisappearance, IncidentSubType.SexualViolence]),
        (IncidentType.Riots, 0.06, [IncidentSubType.ViolentDemonstration, IncidentSubType.MobViolence]),
        (IncidentType.StrategicDevelopments, 0.03, [IncidentSubType.Arrests, IncidentSubType.LootingPropertyDestruction, IncidentSubType.Other]),
    ];

    private static readonly string[] Voices = ["a local official", "residents", "a hospital director", "a military spokesman", "witnesses"];

    /// <param name="share">How many of all incidents come before it, 0 to 1.</param>
    /// <param name="number">Of the incident, unique.</param>
    public IncidentDetails Details(Random random, double share, int number, out CountryEntry country)
    {
        country = world.DrawCountry(random);
        var (type, subTypes) = TypeOf(random);
        var subType = subTypes[random.Next(subTypes.Length)];
        var place = country.Places[country.PlaceRanks.Draw(random)];
        var window = Window(random, share);
        var first = Cited(random, country, window.Earliest);
        return new IncidentDetails
        {
            Title = $"{Words(subType)} in {place.Name}",
            Summary = string.Join(' ', Enumerable.Range(0, random.Next(8, 17)).Select(_ => vocabulary.Draw(random))),
            Type = type,
            SubType = subType,
            Violence = type is IncidentType.Battles ? UcdpViolence.StateBased : type is IncidentType.ViolenceAgainstCivilians ? UcdpViolence.OneSided : null,
            Occurred = window,
            Place = Where(random, place),
            Participants = Participants(random, country, type, first),
            ConflictIds = type is IncidentType.Battles or IncidentType.ExplosionsRemoteViolence && random.Next(3) > 0 ? [country.Conflicts[country.ConflictRanks.Draw(random)]] : [],
            Citations = random.NextDouble() < 0.8 ? [first, Cited(random, country, window.Earliest)] : [first],
            ForeignIds = [new ForeignId { Scheme = "acled", Value = string.Create(CultureInfo.InvariantCulture, $"{country.Row.Code}{number}") }],
        };
    }

    /// <summary>Figures of several claimants, who mostly disagree; 1.6 an incident.</summary>
    public static IReadOnlyList<CasualtyClaim> Claims(Random random, IncidentDetails details, CountryEntry country, DateTimeOffset time)
    {
        var count = random.NextDouble() switch { < 0.2 => 0, < 0.52 => 1, < 0.8 => 2, < 0.93 => 3, _ => 4 };
        var killed = details.Type is IncidentType.Protests or IncidentType.StrategicDevelopments ? 0 : Heavy(random);
        var claims = new List<CasualtyClaim>(count);
        for (var i = 0; i < count; i++)
        {
            var number = Math.Max(0, killed + random.Next(-1, 3));
            claims.Add(new CasualtyClaim
            {
                Id = SeededIds.Next(random, time),
                Measure = i == 2 ? Measure.Injured : Measure.Killed,
                Number = random.Next(12) == 0 ? null : number,
                Low = null,
                Wording = null,
                Victims = i == 3 ? VictimGroup.Civilians : VictimGroup.All,
                Claimant = Claimant(random, country),
                StatedOn = details.Occurred.Latest,
                Citations = [details.Citations[random.Next(details.Citations.Count)]],
            });
            if (claims[i].Number is null)
                claims[i] = claims[i] with { Low = number, Best = number + 1, High = number + 3 };
        }

        return claims;
    }

    private static Claimant Claimant(Random random, CountryEntry country) => random.Next(4) switch
    {
        0 => new Claimant { ActorId = country.Actors[random.Next(Math.Min(20, country.Actors.Count))].Id },
        1 => new Claimant { Description = Voices[random.Next(Voices.Length)] },
        _ => new Claimant { SourceId = country.Sources[Math.Min(random.Next(country.Sources.Count), random.Next(country.Sources.Count))] },
    };

    // Most kill nobody or a few, hardly any hundreds.
    private static int Heavy(Random random) => (int)Math.Min(900, Math.Pow(1 - random.NextDouble(), -0.8) - 1);

    private static (IncidentType Type, IncidentSubType[] SubTypes) TypeOf(Random random)
    {
        var drawn = random.NextDouble();
        foreach (var (type, share, subTypes) in Types)
        {
            if ((drawn -= share) < 0)
                return (type, subTypes);
        }

        return (Types[0].Type, Types[0].SubTypes);
    }

    private static DateWindow Window(Random random, double share)
    {
        // Some are reported long after they happened.
        var day = random.Next(8) == 0 ? Timeline.Day(share * random.NextDouble()) : Timeline.NotAfterEnd(Timeline.Day(share).AddDays(random.Next(-14, 8)));
        var (precision, days) = random.NextDouble() switch
        {
            < 0.9 => (DatePrecision.Day, 0),
            < 0.95 => (DatePrecision.Days, random.Next(1, 6)),
            < 0.985 => (DatePrecision.Week, 6),
            _ => (DatePrecision.Month, 30),
        };
        return new DateWindow { Earliest = day, Latest = Timeline.NotAfterEnd(day.AddDays(days)), Precision = precision };
    }

    private static Place Where(Random random, PlaceEntry place) => random.Next(10) switch
    {
        < 5 => new Place { LocationId = place.Id, AcledGeoPrecision = 1 },
        < 9 => new Place
        {
            LocationId = place.Id,
            Longitude = Math.Round(Math.Clamp(place.Longitude + ((random.NextDouble() - 0.5) * 0.1), -180, 180), 4),
            Latitude = Math.Round(place.Latitude + ((random.NextDouble() - 0.5) * 0.1), 4),
            AcledGeoPrecision = 1,
        },
        _ => new Place { LocationId = place.Id, Relation = PlaceRelation.Near, Precision = PlacePrecision.Near, AcledGeoPrecision = 2 },
    };

    private static Participant[] Participants(Random random, CountryEntry country, IncidentType type, Citation cited)
    {
        var first = type switch
        {
            IncidentType.Protests => country.Actors.FindIndex(actor => actor.Kind is ActorKind.Protesters),
            IncidentType.Riots => country.Actors.FindIndex(actor => actor.Kind is ActorKind.Rioters),
            _ => country.ActorRanks.Draw(random),
        };
        var second = type is IncidentType.ViolenceAgainstCivilians ? country.Actors.FindIndex(actor => actor.Kind is ActorKind.Civilians) : country.ActorRanks.Draw(random);
        var third = random.Next(20) == 0 ? country.ActorRanks.Draw(random) : second;
        (int Actor, ParticipantRole Role)[] parts =
        [
            (first, type is IncidentType.Protests ? ParticipantRole.Involved : ParticipantRole.Attacker),
            (second, type is IncidentType.Protests ? ParticipantRole.Bystander : ParticipantRole.Defender),
            (third, ParticipantRole.Ally),
        ];
        return [.. parts.DistinctBy(part => part.Actor).Select(part => new Participant { ActorId = country.Actors[part.Actor].Id, Role = part.Role, Citations = [cited] })];
    }

    private static Citation Cited(Random random, CountryEntry country, DateOnly day)
    {
        // About as far along the documents as the day is along the timeline: they are ordered by publication.
        var at = (int)(Timeline.ShareOf(day) * country.Documents.Count) + random.Next(-2, 4);
        return new Citation { DocumentId = country.Documents[Math.Clamp(at, 0, country.Documents.Count - 1)] };
    }

    private static string Words(IncidentSubType subType) => SubTypeWords[subType];

    private static readonly Dictionary<IncidentSubType, string> SubTypeWords = Enum.GetValues<IncidentSubType>().ToDictionary(
        subType => subType,
        subType => string.Concat(subType.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString())));
}
