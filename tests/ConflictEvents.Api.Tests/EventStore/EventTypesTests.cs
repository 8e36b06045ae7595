using ConflictEvents.Infrastructure.EventStore;

namespace ConflictEvents.Api.Tests.EventStore;

public sealed class EventTypesTests
{
    /// <summary>
    /// Logs in the world hold these names. A name that is missing here may be added; one that stands here must be readable for ever,
    /// under the same name and with the same meaning.
    /// </summary>
    private static readonly string[] InLogs =
    [
        "actor.absorbed",
        "actor.corrected",
        "actor.created",
        "actor.erased",
        "actor.marked_distinct",
        "actor.merged",
        "actor.reinstated",
        "actor.released",
        "actor.retracted",
        "actor.unmarked_distinct",
        "actor.unmerged",
        "conflict.claim_added",
        "conflict.claim_ranked",
        "conflict.claim_retracted",
        "conflict.corrected",
        "conflict.created",
        "conflict.erased",
        "conflict.reinstated",
        "conflict.retracted",
        "document.corrected",
        "document.created",
        "document.erased",
        "document.reinstated",
        "document.retracted",
        "incident.absorbed",
        "incident.claim_added",
        "incident.claim_ranked",
        "incident.claim_retracted",
        "incident.corrected",
        "incident.created",
        "incident.erased",
        "incident.imported",
        "incident.marked_distinct",
        "incident.merged",
        "incident.reinstated",
        "incident.released",
        "incident.retracted",
        "incident.unmarked_distinct",
        "incident.unmerged",
        "incident.verification_set",
        "location.corrected",
        "location.created",
        "location.erased",
        "location.reinstated",
        "location.retracted",
        "source.corrected",
        "source.created",
        "source.erased",
        "source.reinstated",
        "source.retracted",
    ];

    [Fact]
    public void The_names_in_logs_are_the_names_that_are_read() => Assert.Equal(InLogs, EventTypes.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void The_version_of_bodies_is_the_one_in_logs() => Assert.Equal(1, EventTypes.SchemaVersion);

    [Theory]
    [InlineData("incident.renamed", 1)]
    [InlineData("incident.created", 2)]
    public void What_a_newer_program_wrote_is_not_guessed_at(string name, int schemaVersion)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => EventTypes.Read(name, schemaVersion, "{}"));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }
}
