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
        _registry.Know(new Mention(ResourceKind.Actor, "ucdp", "1"), Known);
        _registry.Know(new Mention(ResourceKind.Actor, "ucdp", "1"), Guid.Empty);

        var second = _registry.Add(Key("2"), Actor);

        Assert.Equal(Known, _registry.Add(Key("1"), Actor));
        Assert.Equal(second, _registry.Add(Key("2"), Actor));
        Assert.NotEqual(second, _registry.Add(new ForeignId { Scheme = "acled", Value = "2" }, Actor));
        Assert.Equal(2, _registry.TakeNew().Count);
        Assert.Empty(_registry.TakeNew());
        Assert.Equal(second, _registry.Add(Key("2"), Actor));
        Assert.Empty(_registry.TakeNew());
    }

    [Fact]
    public void What_stands_takes_the_place_of_what_was_new_and_everything_new_is_to_be_mentioned_once_more()
    {
        Guid[] Mention() => [_registry.Add(Key("1"), Actor), _registry.AddSource("Gazette", Source), _registry.AddPlace("LY", null, "West", () => Place("West"))];
        var before = Mention();

        _registry.Know(new Dictionary<Guid, Guid> { [before[1]] = Known });

        Assert.Empty(_registry.New);
        Assert.Equal([before[0], Known, before[2]], Mention());
        Assert.Equal([before[0], before[2]], _registry.TakeNew().Select(reference => reference.Id));
    }

    [Fact]
    public void What_was_forgotten_is_new_again_under_the_same_id()
    {
        _registry.Know(new Mention(ResourceKind.Actor, "ucdp", "1"), Known);
        var before = _registry.Add(Key("2"), Actor);
        _registry.TakeNew();

        _registry.Forget();

        Assert.Equal(before, _registry.Add(Key("2"), Actor));
        Assert.NotEqual(Known, _registry.Add(Key("1"), Actor));
        Assert.Equal(2, _registry.TakeNew().Count);
    }

    [Fact]
    public void It_is_full_before_names_take_much_memory()
    {
        for (var name = 0; name < 25_000; name++)
        {
            Assert.False(_registry.IsFull);
            _registry.AddSource($"Gazette {name}", Source);
        }

        Assert.True(_registry.IsFull);
        _registry.Forget();
        Assert.False(_registry.IsFull);
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
        var source = _registry.AddSource("Agence France-Presse", Source);
        var place = _registry.AddPlace("LY", "Az Zāwiyah", "Şabrātah", () => Place("x"));

        Assert.Equal(source, _registry.AddSource("AGENCE FRANCE PRESSE", Source));
        Assert.Equal(place, _registry.AddPlace("LY", "az zawiyah", "Sabratah", () => Place("x")));
        Assert.NotEqual(place, _registry.AddPlace("TN", "az zawiyah", "Sabratah", () => Place("x")));
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
