using System.Text.Json;
using ConflictEvents.Application.Claims.AddClaim;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Tests.Feed;

public sealed class StateJsonTests
{
    [Fact]
    public void A_claim_that_is_added_is_told_with_all_its_members_in_their_order_and_its_status_behind_them()
    {
        var claim = new NewClaim { Id = Guid.NewGuid(), Measure = Measure.Killed, Number = 9, Claimant = new Claimant { SourceId = Guid.NewGuid() }, Citations = [] };
        var incident = new Incident { Id = Guid.NewGuid() };
        incident.Apply(new RecordedEvent(new ClaimAdded(claim), 1, DateTimeOffset.UnixEpoch, "alice", Reason: null));

        var added = StateJson.Added(incident, new ClaimAdded(claim));

        Assert.Equal(("claims[0]", null), (added.Path, added.Before));
        Assert.Equal($$"""{{JsonSerializer.Serialize<CasualtyClaim>(claim, JsonContract.Options)[..^1]}},"status":"active"}""", added.After!.ToJsonString(JsonContract.Options));
    }
}
