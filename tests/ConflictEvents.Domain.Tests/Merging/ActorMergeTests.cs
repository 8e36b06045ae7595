using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Domain.Tests.Casualties;

namespace ConflictEvents.Domain.Tests.Merging;

public sealed class ActorMergeTests
{
    private readonly Actor _army = Recorded(1, "Army", "The Army");
    private readonly Actor _forces = Recorded(2, "Forces", "The Army");

    [Fact]
    public void Each_name_stands_once_and_one_alone_is_official()
    {
        Merge(_forces, _army);

        Assert.Equal(["Official Army", "Alias The Army", "Alias Forces"], _army.United.Names.Select(name => $"{name.Kind} {name.Text}"));
        Assert.Equal(["1", "2"], _army.United.ForeignIds.Select(id => id.Value));
        Assert.Equal([Given.Id(3001), Given.Id(3002)], _army.References().Where(reference => reference.Kind is ResourceKind.Actor).Select(reference => reference.Id));
        Assert.Equal(["Army", "The Army"], _army.Details.Names.Select(name => name.Text));
    }

    [Fact]
    public void Unmerging_takes_back_what_a_correction_repeated()
    {
        Merge(_forces, _army);
        Apply(_army, _army.Correct(_army.United with { Names = [.. _army.United.Names, new Name { Text = "New" }] }));

        Apply(_forces, _forces.Unmerge());
        Apply(_army, _army.Release(_forces.Id));

        Assert.Equal(["Army", "The Army", "New"], _army.United.Names.Select(name => name.Text));
        Assert.Equal(["1"], _army.United.ForeignIds.Select(id => id.Value));
        Assert.Single(_army.United.Relations);
        Assert.Equal((ResourceStatus.Active, null), (_forces.Status, _forces.MergedInto));
    }

    [Fact]
    public void What_stands_in_the_way_is_said()
    {
        Merge(_forces, _army);

        Assert.Equal("merged", _forces.Correct(_forces.Details).Error!.Code);
        Assert.Equal("merged", _forces.Absorb(_army).Error!.Code);
        Assert.Equal("merged", _army.Absorb(_forces).Error!.Code);
        Assert.Equal("same-resource", _army.MergeInto(_army.Id).Error!.Code);
        Assert.Empty(_army.Release(Given.Id(9)).Value);
        var absorbed = Assert.Single(Recorded(3, "Third").Absorb(_army).Value);
        Assert.Equal(absorbed, Assert.Single(Recorded(3, "Third").Decide(absorbed).Value));
    }

    private static void Merge(Actor one, Actor into)
    {
        var absorbed = into.Absorb(one);
        Apply(one, one.MergeInto(into.Id));
        Apply(into, absorbed);
    }

    private static Actor Recorded(int n, params string[] names)
    {
        var actor = new Actor { Id = Given.Id(n) };
        Apply(actor, new DomainEvent[]
        {
            new Created<ActorDetails>(new ActorDetails
            {
                Type = ActorKind.RebelGroup,
                Names = [.. names.Select((name, i) => new Name { Text = name, Kind = i == 0 ? NameKind.Official : NameKind.Alias })],
                Relations = [new Relation { Kind = RelationKind.AlliedWith, ActorId = Given.Id(3000 + n), Citations = [] }],
                ForeignIds = [new ForeignId { Scheme = "test", Value = $"{n}" }],
            }),
        });
        return actor;
    }

    private static void Apply(Actor actor, Result<IReadOnlyList<DomainEvent>> decided)
    {
        foreach (var happened in decided.Value)
            actor.Apply(new RecordedEvent(happened, actor.Version + 1, Given.Recorded, "key", null));
    }
}
