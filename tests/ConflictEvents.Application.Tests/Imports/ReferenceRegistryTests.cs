using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Tests.Imports;

public sealed class ReferenceRegistryTests
{
    private static readonly Guid Known = Guid.Parse("019a0000-0009-7000-8000-000000000001");

    private readonly ReferenceRegistry _registry = new();

    [Fact]
    public void What_is_known_is_found_and_what_is_not_is_new_once()
    {
        _registry.Know(ResourceKind.Actor, "ucdp", "1", Known);
        _registry.Know(ResourceKind.Actor, "ucdp", "1", Guid.Empty);

        var second = _registry.Add(Key("2"), Actor);

        Assert.Equal(Known, _registry.Add(Key("1"), Actor));
        Assert.Equal(second, _registry.Add(Key("2"), Actor));
        Assert.NotEqual(second, _registry.Add(new ForeignId { Scheme = "acled", Value = "2" }, Actor));
        Assert.Null(_registry.Find(ResourceKind.Conflict, Key("1")));
        Assert.Equal(2, _registry.TakeNew().Count);
        Assert.Empty(_registry.TakeNew());
        Assert.Equal(second, _registry.Add(Key("2"), Actor));
        Assert.Empty(_registry.TakeNew());
    }

    [Fact]
    public void A_new_resource_comes_after_what_it_mentions_and_brings_its_first_event()
    {
        var place = _registry.AddPlace("LY", null, "Hills", () => Place("Hills") with { ParentId = _registry.AddPlace("LY", null, "West", () => Place("West")) });

        var created = _registry.TakeNew();

        Assert.Equal([((LocationDetails)created[1].Details).ParentId, place], created.Select(reference => (Guid?)reference.Id));
        Assert.IsType<Created<LocationDetails>>(created[0].Created);
    }

    [Fact]
    public void Names_that_differ_in_case_accents_or_punctuation_alone_are_one()
    {
        _registry.KnowSource("Agence France-Presse", Known);
        _registry.KnowPlace("LY", "Az Zāwiyah", "Şabrātah", Known);

        Assert.Equal(Known, _registry.AddSource("AGENCE FRANCE PRESSE", Source));
        Assert.Equal(Known, _registry.AddPlace("LY", "az zawiyah", "Sabratah", () => Place("x")));
        Assert.NotEqual(Known, _registry.AddPlace("TN", "az zawiyah", "Sabratah", () => Place("x")));
        Assert.NotEqual(_registry.AddSource("?", Source), _registry.AddSource("!", Source));
    }

    [Fact]
    public void An_id_follows_from_its_name_alone()
    {
        Assert.Equal(NamedId.Of("incident", "ucdp-ged", "1"), NamedId.Of("incident", "ucdp-ged", "1"));
        Assert.Equal(5, new[] { NamedId.Of("a", "bc"), NamedId.Of("ab", "c"), NamedId.Of("abc"), NamedId.Of("abc", null), NamedId.Of("abc", "") }.Distinct().Count());
        Assert.Equal((8, true), (NamedId.Of("a").Version, NamedId.Of("a").Variant is >= 8 and <= 11));
        Assert.Equal(Guid.Parse("74c67d6c-8860-8cc5-b4fb-122c5be48045"), NamedId.Of("incident", "ucdp-ged", "1"));
    }

    private static ForeignId Key(string value) => new() { Scheme = "ucdp", Value = value };

    private static ActorDetails Actor() => new() { Type = ActorKind.RebelGroup, Names = [new Name { Text = "Group" }] };

    private static SourceDetails Source() => new() { Type = SourceKind.Other, Names = [new Name { Text = "Source" }] };

    private static LocationDetails Place(string name) => new() { Type = LocationKind.Admin1, Names = [new Name { Text = name }] };
}
