using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Locations;

/// <summary>What a location is.</summary>
public enum LocationKind
{
    Country,
    Admin1,
    Admin2,
    Admin3,
    PopulatedPlace,

    /// <summary>A quarter or district of a populated place.</summary>
    District,
    Region,

    /// <summary>A camp, airport, hospital or other single place.</summary>
    Site,
    Water,
}

/// <summary>A place of the gazetteer.</summary>
public record LocationDetails : IDetailsOfKind
{
    public static ResourceKind Kind => ResourceKind.Location;

    public required LocationKind Type { get; init; }

    /// <summary>Every name in use; the first is the one shown.</summary>
    public required IReadOnlyList<Name> Names { get; init; }

    /// <summary>What sets the place apart from others of a like name.</summary>
    public string? Description { get; init; }

    /// <summary>ISO 3166-1 alpha-2 code; null on the open sea or where no country is agreed.</summary>
    public string? Country { get; init; }

    /// <summary>Name of the first-order subdivision.</summary>
    public string? Admin1 { get; init; }

    /// <summary>Name of the second-order subdivision.</summary>
    public string? Admin2 { get; init; }

    /// <summary>Name of the third-order subdivision.</summary>
    public string? Admin3 { get; init; }

    /// <summary>Degrees east, WGS 84, -180 to 180; given with the latitude or not at all.</summary>
    public double? Longitude { get; init; }

    /// <summary>Degrees north, WGS 84, -90 to 90.</summary>
    public double? Latitude { get; init; }

    /// <summary>The place that contains this one.</summary>
    public Guid? ParentId { get; init; }

    public IReadOnlyList<ForeignId> ForeignIds { get; init; } = [];

    public IDetailsOfKind Remains(IDetails first) => new LocationDetails
    {
        Type = Type,
        Names = Name.AllErased,
        Country = Country,
        ParentId = ParentId == ((LocationDetails)first).ParentId ? ParentId : null,
    };

    public IEnumerable<Reference> References() =>
        ParentId is { } parent ? [new Reference(ResourceKind.Location, parent, "parentId")] : [];
}
