using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Benchmarks.Generating;

/// <summary>How many of what the generated incidents refer to; fewer for a few incidents, so that each is still referred to.</summary>
internal sealed record WorldSize(int Places, int Actors, int Sources, int Documents, int Conflicts)
{
    public static WorldSize For(int incidents) => new(
        Places: Math.Clamp(incidents / 5, 240, 20_000),
        Actors: Math.Clamp(incidents / 20, 300, 5_000),
        Sources: Math.Clamp(incidents / 5, 100, 20_000),
        Documents: Math.Clamp(incidents / 3, 300, 60_000),
        Conflicts: Math.Clamp(incidents / 100, 20, 200));
}

/// <summary>A place where incidents happen.</summary>
internal sealed record PlaceEntry(Guid Id, string Name, double Longitude, double Latitude);

/// <summary>A country of the generated world with what its incidents choose from.</summary>
internal sealed class CountryEntry(CountryRow row)
{
    public CountryRow Row => row;

    public List<PlaceEntry> Places { get; } = [];

    /// <summary>Armed and unarmed, the busiest first.</summary>
    public List<(Guid Id, ActorKind Kind)> Actors { get; } = [];

    /// <summary>In the order of their publication.</summary>
    public List<Guid> Documents { get; } = [];

    public List<Guid> Sources { get; } = [];

    public List<Guid> Conflicts { get; } = [];

    public Zipf PlaceRanks { get; set; } = new(1);

    public Zipf ActorRanks { get; set; } = new(1);

    public Zipf ConflictRanks { get; set; } = new(1);
}

/// <summary>Countries, places, actors, sources, documents and conflicts, in proportion to the incidents of each country.</summary>
internal sealed class World
{
    private static readonly ActorKind[] ArmedKinds = [ActorKind.RebelGroup, ActorKind.PoliticalMilitia, ActorKind.IdentityMilitia, ActorKind.RebelGroup, ActorKind.StateForce];

    private readonly Random _random;
    private readonly DateTimeOffset _time;
    private readonly List<(Guid Id, IDetails Details)> _entries = [];
    private readonly WorldSize _size;

    /// <param name="time">The ids begin with it.</param>
    public World(int seed, WorldSize size, DateTimeOffset time)
    {
        (_random, _size, _time) = (new Random(seed), size, time);
        CountryRanks = new Zipf(CountryTable.Rows.Count);
        Countries = [.. CountryTable.Rows.Select(row => new CountryEntry(row))];
        for (var i = 0; i < Countries.Count; i++)
            AddPlaces(Countries[i], Part(size.Places, i));
        AddSources();
        for (var i = 0; i < Countries.Count; i++)
            AddDocuments(Countries[i], Part(size.Documents, i));
        for (var i = 0; i < Countries.Count; i++)
            AddActors(Countries[i], Part(size.Actors, i));
        for (var i = 0; i < Countries.Count; i++)
            AddConflicts(Countries[i], Part(size.Conflicts, i));
    }

    public Zipf CountryRanks { get; }

    /// <summary>The one with the most incidents first.</summary>
    public IReadOnlyList<CountryEntry> Countries { get; }

    /// <summary>Everything, in an order in which whatever is mentioned comes before what mentions it.</summary>
    public IReadOnlyList<(Guid Id, IDetails Details)> Entries => _entries;

    public CountryEntry DrawCountry(Random random) => Countries[CountryRanks.Draw(random)];

    // Between its share and an even one, for a quiet country has towns too.
    private int Part(int total, int country) => Math.Max(1, (int)Math.Round(total * ((CountryRanks.Share(country) * 0.6) + (0.4 / Countries.Count))));

    private Guid Add(IDetails details)
    {
        var id = SeededIds.Next(_random, _time);
        _entries.Add((id, details));
        return id;
    }

    private void AddPlaces(CountryEntry country, int count)
    {
        var row = country.Row;
        var top = Add(new LocationDetails
        {
            Type = LocationKind.Country,
            Names = [new Name { Text = row.Name }],
            Country = row.Code,
            Longitude = row.Longitude,
            Latitude = row.Latitude,
        });
        for (var left = count; left > 0;)
        {
            var names = NameForge.Names(_random, row.Script);
            var (longitude, latitude) = Around(row.Longitude, row.Latitude, row.Span);
            var admin1 = Add(new LocationDetails { Type = LocationKind.Admin1, Names = names, Country = row.Code, Longitude = longitude, Latitude = latitude, ParentId = top });
            for (var inside = Math.Min(left, 1 + (count / 16)); inside > 0; inside--, left--)
                country.Places.Add(Town(row, names[0].Text, admin1, longitude, latitude));
        }

        Shuffle(country.Places);
        country.PlaceRanks = new Zipf(country.Places.Count, 0.9);
    }

    private PlaceEntry Town(CountryRow country, string admin1, Guid parent, double east, double north)
    {
        var names = NameForge.Names(_random, country.Script, _random.Next(12) == 0 ? "Al " : "");
        var (longitude, latitude) = Around(east, north, country.Span / 4);
        var id = Add(new LocationDetails
        {
            Type = LocationKind.PopulatedPlace,
            Names = names,
            Country = country.Code,
            Admin1 = admin1,
            Longitude = longitude,
            Latitude = latitude,
            ParentId = parent,
        });
        return new PlaceEntry(id, names[0].Text, longitude, latitude);
    }

    private void AddSources()
    {
        SourceKind[] kinds = [SourceKind.Newspaper, SourceKind.NewsAgency, SourceKind.Broadcaster, SourceKind.NonGovernmentalOrganisation, SourceKind.SocialMedia, SourceKind.Ministry];
        for (var i = 0; i < _size.Sources; i++)
        {
            var country = i < Countries.Count ? Countries[i] : DrawCountry(_random);
            var kind = kinds[_random.Next(kinds.Length)];
            country.Sources.Add(Add(new SourceDetails
            {
                Type = kind,
                Names = NameForge.Names(_random, country.Row.Script, after: kind is SourceKind.Ministry ? " Ministry" : " News"),
                Reliability = (Reliability)_random.Next(6),
                Country = country.Row.Code,
                SyndicatedFromId = country.Sources.Count > 0 && _random.Next(20) == 0 ? country.Sources[0] : null,
            }));
        }
    }

    private void AddDocuments(CountryEntry country, int count)
    {
        var publishers = new Zipf(country.Sources.Count);
        for (var i = 0; i < count; i++)
        {
            var day = Timeline.Day((i + 0.5) / count);
            country.Documents.Add(Add(new DocumentDetails
            {
                Type = _random.Next(5) == 0 ? DocumentKind.Report : DocumentKind.Article,
                SourceId = country.Sources[publishers.Draw(_random)],
                Title = $"{country.Row.Name}: report {i + 1} of {day:yyyy}",
                Url = $"https://example.org/{country.Row.Code.ToLowerInvariant()}/{i + 1}",
                Language = "en",
                Published = new DateWindow { Earliest = day, Latest = day },
            }));
        }
    }

    private void AddActors(CountryEntry country, int count)
    {
        var row = country.Row;
        Fixed(ActorKind.StateForce, $"Military Forces of {row.Name}");
        Fixed(ActorKind.Civilians, $"Civilians ({row.Name})");
        Fixed(ActorKind.Protesters, $"Protesters ({row.Name})");
        Fixed(ActorKind.Rioters, $"Rioters ({row.Name})");
        Fixed(ActorKind.StateForce, $"Police Forces of {row.Name}");
        for (var i = country.Actors.Count; i < count; i++)
        {
            var kind = ArmedKinds[_random.Next(ArmedKinds.Length)];
            var parent = i > 8 && _random.Next(6) == 0 ? country.Actors[_random.Next(5, i)].Id : (Guid?)null;
            var names = NameForge.Names(_random, row.Script, after: kind is ActorKind.StateForce ? " Brigade" : " Front");
            country.Actors.Add((Add(new ActorDetails
            {
                Type = kind,
                Names = [.. names, new Name { Text = string.Concat(names[0].Text.Take(3)).ToUpperInvariant(), Kind = NameKind.Acronym }],
                Country = row.Code,
                Relations = parent is { } above
                    ? [new Relation { Kind = RelationKind.PartOf, ActorId = above, Citations = [new Citation { DocumentId = country.Documents[_random.Next(country.Documents.Count)] }] }]
                    : [],
            }), kind));
        }

        country.ActorRanks = new Zipf(country.Actors.Count);

        void Fixed(ActorKind kind, string name) =>
            country.Actors.Add((Add(new ActorDetails { Type = kind, Names = [new Name { Text = name }], Country = row.Code }), kind));
    }

    private void AddConflicts(CountryEntry country, int count)
    {
        for (var i = 0; i < count; i++)
        {
            country.Conflicts.Add(Add(new ConflictDetails
            {
                Names = [new Name { Text = i == 0 ? $"Conflict in {country.Row.Name}" : $"{NameForge.Names(_random, Script.Latin)[0].Text} insurgency" }],
                ParentId = i == 0 ? null : country.Conflicts[0],
                Countries = [country.Row.Code],
                Belligerents = [.. country.Actors.Skip(5 + i).Take(1).Select(actor =>
                    new Belligerent { ActorId = actor.Id, Citations = [new Citation { DocumentId = country.Documents[0] }] })],
            }));
        }

        country.ConflictRanks = new Zipf(country.Conflicts.Count);
    }

    private (double Longitude, double Latitude) Around(double longitude, double latitude, double span) =>
        (Math.Round(Math.Clamp(longitude + Spread(span), -180, 180), 4), Math.Round(Math.Clamp(latitude + Spread(span), -85, 85), 4));

    // Denser in the middle.
    private double Spread(double span) => (_random.NextDouble() + _random.NextDouble() - 1) * span * 1.4;

    private void Shuffle(List<PlaceEntry> places)
    {
        for (var i = places.Count - 1; i > 0; i--)
        {
            var j = _random.Next(i + 1);
            (places[i], places[j]) = (places[j], places[i]);
        }
    }
}
