using System.Text.Json;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Tests.Streams;

public sealed class RetractionTests
{
    private readonly Resource<SourceDetails> _source = new() { Id = new Guid("019a0000-0000-7000-8000-000000000009") };

    public RetractionTests() => Happen(new Created<SourceDetails>(Details("The Gazette")));

    [Fact]
    public void What_is_reinstated_stands_as_it_did_before()
    {
        Happen(_source.Retract("ucdp-ged").Value.Single());
        Assert.Equal((ResourceStatus.Retracted, "A reason.", "ucdp-ged"), (_source.Status, _source.RetractionReason, _source.AbsentFrom));

        Happen(_source.Reinstate().Value.Single());

        Assert.Equal((ResourceStatus.Active, null, null, 3), (_source.Status, _source.RetractionReason, _source.AbsentFrom, _source.Version));
        Assert.Equal("The Gazette", _source.Details.Names[0].Text);
        Assert.Null(_source.Correct(Details("The Herald")).Error);
    }

    [Fact]
    public void What_is_not_retracted_is_not_reinstated()
    {
        Assert.Equal("not-retracted", _source.Reinstate().Error!.Code);
        Happen(new Merged(Guid.Empty));
        Assert.Equal("merged", _source.Reinstate().Error!.Code);
        Happen(new Unmerged(Guid.Empty));
        Happen(_source.Erase().Value.Single());
        Assert.Equal("erased", _source.Reinstate().Error!.Code);
    }

    [Fact]
    public void The_last_retraction_says_why()
    {
        foreach (var why in new[] { "ucdp-ged", null })
        {
            Happen(_source.Retract(why).Value.Single());
            Assert.Equal(why, _source.AbsentFrom);
            Happen(_source.Reinstate().Value.Single());
        }

        Happen(_source.Retract("ucdp-ged").Value.Single());
        Happen(_source.Erase().Value.Single());
        Assert.Null(_source.AbsentFrom);
    }

    [Fact]
    public void Both_are_decided_again_as_they_were_elsewhere()
    {
        Assert.Equal("not-retracted", _source.Decide(new Reinstated()).Error!.Code);
        Assert.Equal([new Retracted { AbsentFrom = "acled" }], _source.Decide(new Retracted { AbsentFrom = "acled" }).Value);
        Happen(new Retracted());
        Assert.Equal("retracted", _source.Decide(new Retracted { AbsentFrom = "acled" }).Error!.Code);
        Assert.Equal([new Reinstated()], _source.Decide(new Reinstated()).Value);
    }

    [Fact]
    public void What_a_person_retracted_has_the_body_that_it_has_in_every_log() => Assert.Equal("{}", JsonSerializer.Serialize(new Retracted()));

    private static SourceDetails Details(string name) => new() { Type = SourceKind.Newspaper, Names = [new Name { Text = name }] };

    private void Happen(DomainEvent happened) => _source.Apply(new RecordedEvent(happened, _source.Version + 1, DateTimeOffset.UnixEpoch, "editor", "A reason."));
}
