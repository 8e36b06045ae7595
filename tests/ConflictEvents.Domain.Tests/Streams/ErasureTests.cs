using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Tests.Streams;

public sealed class ErasureTests
{
    private static readonly Guid One = new("019a0000-0000-7000-8000-000000000001");
    private static readonly Guid Other = new("019a0000-0000-7000-8000-000000000002");

    [Fact]
    public void A_document_keeps_its_first_publisher_and_its_type_alone()
    {
        var document = Recorded(
            new DocumentDetails { Type = DocumentKind.Report, SourceId = One, Title = "A", Authors = ["B"], ContributingSourceIds = [Other] },
            new DocumentDetails { Type = DocumentKind.Post, SourceId = Other, Title = "C", Note = "D" });

        var remains = Assert.IsType<Erased<DocumentDetails>>(document.Erase().Value.Single()).Remains!;

        Assert.Equal((DocumentKind.Post, One, Name.Erased, null), (remains.Type, remains.SourceId, remains.Title, remains.Note));
        Assert.Empty(remains.Authors);
        Assert.Equal([One], remains.References().Select(reference => reference.Id));
    }

    [Fact]
    public void A_location_keeps_the_place_above_it_where_it_has_always_stood_there()
    {
        Assert.Equal(One, Remains(Place(One), Place(One)).ParentId);
        Assert.Null(Remains(Place(null), Place(One)).ParentId);
        Assert.Null(Remains(Place(One), Place(Other)).ParentId);
        Assert.Equal(("LY", null, null), Remains(Place(One)) is var place ? (place.Country, place.Longitude, place.Admin1) : default);
    }

    [Fact]
    public void What_remained_of_earlier_versions_is_told_where_it_was_something_else()
    {
        var place = Recorded(Place(One), Place(One) with { Names = [new Name { Text = "Home" }] }, Place(Other) with { Country = "TN" });
        Happen(place, place.Retract().Value.Single());

        var erased = Assert.IsType<Erased<LocationDetails>>(place.Erase().Value.Single());

        Assert.Equal(("TN", null), (erased.Remains!.Country, erased.Remains.ParentId));
        Assert.Equal([(2, "LY", One), (4, "TN", Other)], erased.Before!.Select(earlier => (earlier.Until, earlier.Remains.Country!, earlier.Remains.ParentId!.Value)));
        Assert.All(erased.Before!, earlier => Assert.Equal(Name.Erased, Assert.Single(earlier.Remains.Names).Text));
        Assert.Equal([One, One, Other, Other, null], Enumerable.Range(1, 5).Select(version => ((LocationDetails)erased.InPlaceOf(version).Remains!).ParentId));
        Assert.Null(Assert.IsType<Erased<LocationDetails>>(Recorded(Place(One), Place(One)).Erase().Value.Single()).Before);
    }

    [Fact]
    public void An_actor_keeps_what_it_was_part_of_by_those_merged_into_it_while_they_were()
    {
        var (unit, other) = (new Actor { Id = new Guid("019a0000-0000-7000-8000-000000000008") }, new Actor { Id = new Guid("019a0000-0000-7000-8000-000000000009") });
        Happen(unit, new Created<ActorDetails>(Unit(One)));
        Happen(other, new Created<ActorDetails>(Unit(Other)));
        Happen(unit, unit.Absorb(other).Value.Single());
        Happen(unit, unit.Release(other.Id).Value.Single());

        var erased = Assert.IsType<Erased<ActorDetails>>(unit.Erase().Value.Single());

        Assert.Equal([1, 2], erased.Before!.Select(earlier => earlier.Until));
        Assert.Equal([[One], [One, Other], [One], [One]], Enumerable.Range(1, 4).Select(version => erased.InPlaceOf(version).Remains!.References().Select(reference => reference.Id)));

        static ActorDetails Unit(Guid superior) => new()
        {
            Type = ActorKind.RebelGroup,
            Names = [new Name { Text = "Unit" }],
            Relations = [new Relation { Kind = RelationKind.PartOf, ActorId = superior, Citations = [] }],
        };
    }

    [Fact]
    public void What_is_erased_takes_nothing_more_and_is_erased_once()
    {
        var place = Recorded(Place(One));
        Happen(place, place.Retract().Value.Single());
        Happen(place, place.Erase().Value.Single());

        Assert.Equal(ResourceStatus.Erased, place.Status);
        Assert.Null(place.RetractionReason);
        Assert.Equal("erased", place.Erase().Error!.Code);
        Assert.Equal("erased", place.Correct(Place(Other)).Error!.Code);
        Assert.Equal("erased", place.Retract().Error!.Code);
    }

    [Fact]
    public void An_erasure_from_elsewhere_is_taken_where_nothing_stands()
    {
        var erased = Recorded(Place(One)).Erase().Value.Single();

        Assert.Same(erased, new Resource<LocationDetails> { Id = One }.Decide(erased).Value.Single());
        Assert.Equal("erased-elsewhere", Recorded(Place(One)).Decide(erased).Error!.Code);
    }

    private static LocationDetails Remains(params LocationDetails[] versions) => ((Erased<LocationDetails>)Recorded(versions).Erase().Value.Single()).Remains!;

    private static LocationDetails Place(Guid? parent) =>
        new() { Type = LocationKind.Site, Names = [new Name { Text = "House" }], Country = "LY", Admin1 = "Sabha", Longitude = 1, Latitude = 2, ParentId = parent };

    private static Resource<TDetails> Recorded<TDetails>(params TDetails[] versions)
        where TDetails : class, IDetailsOfKind
    {
        var resource = new Resource<TDetails> { Id = new Guid("019a0000-0000-7000-8000-000000000009") };
        foreach (var details in versions)
            Happen(resource, resource.Version == 0 ? new Created<TDetails>(details) : new Corrected<TDetails>(details));
        return resource;
    }

    private static void Happen(Resource resource, DomainEvent happened) =>
        resource.Apply(new RecordedEvent(happened, resource.Version + 1, DateTimeOffset.UnixEpoch, "editor", "A reason."));
}
