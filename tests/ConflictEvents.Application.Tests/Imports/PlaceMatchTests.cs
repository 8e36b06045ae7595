using ConflictEvents.Application.Imports;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Application.Tests.Imports;

public sealed class PlaceMatchTests
{
    private static readonly Guid One = Guid.Parse("019a0000-0009-7000-8000-000000000001");
    private static readonly Guid Two = Guid.Parse("019a0000-0009-7000-8000-000000000002");

    [Theory]
    [InlineData("Batna town", LocationKind.PopulatedPlace, "batna town", "batna")]
    [InlineData("Batna province", LocationKind.Admin1, "batna province", "batna")]
    [InlineData("Batna province", LocationKind.PopulatedPlace, "batna province")]
    [InlineData("Town", LocationKind.PopulatedPlace, "town")]
    [InlineData("...", LocationKind.PopulatedPlace)]
    public void A_place_may_be_known_without_the_word_for_what_it_is(string name, LocationKind kind, params string[] names) =>
        Assert.Equal(names, PlaceMatch.NamesOf(Place(kind) with { Names = [new Name { Text = name }] }));

    [Fact]
    public void What_has_no_country_or_no_point_is_not_looked_for()
    {
        Assert.True(PlaceMatch.CanBeSought(Place()));
        Assert.True(PlaceMatch.CanBeSought(Place(LocationKind.Admin1) with { Longitude = null, Latitude = null }));
        Assert.False(PlaceMatch.CanBeSought(Place() with { Country = null }));
        Assert.False(PlaceMatch.CanBeSought(Place() with { Longitude = null, Latitude = null }));
        Assert.False(PlaceMatch.CanBeSought(Place(LocationKind.Region)));
    }

    [Fact]
    public void The_only_one_near_is_meant()
    {
        // A hundredth of a degree of latitude is 1,112 m.
        Assert.Equal(One, PlaceMatch.Of(Place(), [At(One, 13, 32.044), At(Two, 13, 32.046), At(One, 13, 32.044)]));
        Assert.Null(PlaceMatch.Of(Place(), [At(One, 13, 32.02), At(Two, 13, 31.98)]));
        Assert.Null(PlaceMatch.Of(Place(), [new Candidate(One, null, "West")]));
        Assert.Null(PlaceMatch.Of(Place(), []));
    }

    [Fact]
    public void A_subdivision_that_the_row_names_is_not_lost()
    {
        Assert.Null(PlaceMatch.Of(Place() with { Admin1 = "West" }, [new Candidate(One, (13, 32), null)]));
        Assert.Equal(One, PlaceMatch.Of(Place() with { Admin1 = "West" }, [new Candidate(One, (13, 32), "Al Gharb")]));
        Assert.Equal(One, PlaceMatch.Of(Place(), [new Candidate(One, (13, 32), null)]));
        Assert.Equal(One, PlaceMatch.Of(Place(LocationKind.Admin1), [new Candidate(One, null, null)]));
        Assert.Null(PlaceMatch.Of(Place(LocationKind.Admin1), [new Candidate(One, null, null), new Candidate(Two, null, null)]));
    }

    [Fact]
    public void The_shortest_way_may_cross_the_antimeridian() =>
        Assert.Equal(One, PlaceMatch.Of(Place() with { Longitude = 179.99, Latitude = 0 }, [At(One, -179.99, 0)]));

    private static LocationDetails Place(LocationKind kind = LocationKind.PopulatedPlace) =>
        new() { Type = kind, Names = [new Name { Text = "Batna" }], Country = "DZ", Longitude = 13, Latitude = 32 };

    private static Candidate At(Guid id, double longitude, double latitude) => new(id, (longitude, latitude), "West");
}
