using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Tests.Incidents;

public sealed class IncidentImportTests
{
    private static readonly ImportOrigin First = new()
    {
        Dataset = "ucdp-ged",
        DatasetVersion = "22.1",
        ExternalId = "900001",
        Licence = "CC-BY-4.0",
        Redistributable = true,
        ContentHash = new string('a', 64),
        ImportId = new Guid("019a0000-0009-7000-8000-000000000001"),
        Row = new() { ["id"] = "900001" },
    };

    [Fact]
    public void What_was_recorded_here_has_no_origin_and_may_be_passed_on()
    {
        var incident = Recorded();

        Assert.Equal((null, "local", true), (incident.Origin, incident.Dataset, incident.Redistributable));
    }

    [Fact]
    public void An_import_gives_the_incident_its_origin()
    {
        var incident = Recorded();

        Apply(incident, incident.Import(First with { Redistributable = false }));

        Assert.Equal(("22.1", "ucdp-ged", false), (incident.Origin!.DatasetVersion, incident.Dataset, incident.Redistributable));
    }

    [Fact]
    public void A_newer_version_of_the_dataset_that_says_the_same_changes_nothing()
    {
        var incident = Recorded();
        Apply(incident, incident.Import(First));

        Assert.Empty(incident.Import(First with { DatasetVersion = "23.1", ImportId = Guid.Empty }).Value);
    }

    [Fact]
    public void Another_content_or_another_licence_is_another_origin()
    {
        var incident = Recorded();
        Apply(incident, incident.Import(First));

        ImportOrigin[] others = [First with { ContentHash = new string('b', 64) }, First with { Licence = "CC0-1.0" }, First with { Redistributable = false }];

        Assert.All(others, other => Assert.Equal(new Imported(other), Assert.Single(incident.Import(other).Value)));
    }

    [Fact]
    public void An_incident_comes_from_one_record_for_ever()
    {
        var incident = Recorded();
        Apply(incident, incident.Import(First));

        ImportOrigin[] others = [First with { ExternalId = "900002" }, First with { Dataset = "acled" }];

        Assert.All(others, other => Assert.Equal("other-record", incident.Import(other).Error!.Code));
    }

    [Fact]
    public void A_retracted_incident_takes_no_import()
    {
        var incident = Recorded();
        Apply(incident, incident.Retract());

        Assert.Equal("retracted", incident.Import(First).Error!.Code);
    }

    private static Incident Recorded()
    {
        var incident = new Incident { Id = new Guid("019a0000-0006-7000-8000-000000000001") };
        var details = new IncidentDetails
        {
            Title = "Fighting in a town",
            Type = IncidentType.Battles,
            Occurred = new DateWindow { Earliest = new DateOnly(2019, 4, 6), Latest = new DateOnly(2019, 4, 6) },
            Place = new Place { LocationId = new Guid("019a0000-0004-7000-8000-000000000001") },
            Citations = [],
        };
        Apply(incident, new DomainEvent[] { new Created<IncidentDetails>(details) });
        return incident;
    }

    private static void Apply(Incident incident, Result<IReadOnlyList<DomainEvent>> decided)
    {
        foreach (var happened in decided.Value)
            incident.Apply(new RecordedEvent(happened, incident.Version + 1, new DateTimeOffset(2019, 6, 1, 12, 0, 0, TimeSpan.Zero), "key", null));
    }
}
