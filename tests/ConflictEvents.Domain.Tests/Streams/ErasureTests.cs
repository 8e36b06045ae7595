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
