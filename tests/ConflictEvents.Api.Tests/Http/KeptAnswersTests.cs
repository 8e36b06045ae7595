using ConflictEvents.Api.Http;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Tests.Http;

public sealed class KeptAnswersTests
{
    private static readonly HeadMark First = new(1, DateTimeOffset.UnixEpoch, "a1", Refreshes: 0);

    private readonly SetWatch _watch = new();
    private readonly KeptAnswers<string> _kept;

    public KeptAnswersTests() => _kept = new(_watch, most: 100);

    public static TheoryData<HeadMark> Others => [First with { Position = 2, Hash = "b2" }, First with { Hash = "c1" }, First with { Refreshes = 1 }, First with { Erasures = 1 }];

    [Fact]
    public void What_was_kept_is_found_under_an_equal_head()
    {
        _kept.Keep(Key("question"), "answer", 1);
        _kept.Keep(Key("question"), "another", 1);

        Assert.True(_kept.TryFind(new ReadKey(First with { }, "question"), out var answer));
        Assert.Equal("answer", answer);
        Assert.False(_kept.TryFind(Key("other"), out _));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void It_is_not_found_under_another_head_and_forgotten_then(HeadMark other)
    {
        _kept.Keep(Key("question"), "answer", 1);

        Assert.False(_kept.TryFind(new ReadKey(other, "question"), out _));
        Assert.False(_kept.TryFind(Key("question"), out _));
    }

    [Fact]
    public void Who_answers_late_is_not_kept_and_takes_nothing_away()
    {
        _kept.Keep(Key("early"), "answer", 1);
        var newer = First with { Position = 2, Hash = "b2" };
        _watch.Head = newer;
        _kept.Keep(new ReadKey(newer, "question"), "answer", 1);

        Assert.False(_kept.TryFind(Key("early"), out _));
        _kept.Keep(Key("late"), "answer", 1);

        Assert.True(_kept.TryFind(new ReadKey(newer, "question"), out _));
        _watch.Head = null;
        Assert.False(_kept.TryFind(Key("late"), out _));
    }

    [Fact]
    public void What_alone_outweighs_all_that_may_be_kept_is_not()
    {
        _kept.Keep(Key("light"), "100", 100);
        Assert.True(_kept.TryFind(Key("light"), out _));

        _watch.Head = First with { Hash = "c1" };
        _kept.Keep(new ReadKey(_watch.Head, "heavy"), "101", 101);
        Assert.False(_kept.TryFind(new ReadKey(_watch.Head, "heavy"), out _));
    }

    [Fact]
    public async Task What_has_not_been_asked_for_the_longest_gives_way()
    {
        for (var i = 0; i < 100; i++)
            _kept.Keep(Key($"{i}"), "old", 1);
        await Task.Delay(20);
        for (var i = 0; i < 50; i++)
            Assert.True(_kept.TryFind(Key($"{i}"), out _));

        // Room is made beside those who keep.
        for (var tries = 0; !_kept.TryFind(Key("new"), out _); tries++)
        {
            Assert.True(tries < 500, "Nothing gives way.");
            _kept.Keep(Key("new"), "new", 1);
            await Task.Delay(20);
        }

        Assert.Equal(50, Enumerable.Range(0, 50).Count(i => _kept.TryFind(Key($"{i}"), out _)));
        Assert.InRange(Enumerable.Range(50, 50).Count(i => _kept.TryFind(Key($"{i}"), out _)), 1, 49);
    }

    private static ReadKey Key(string text) => new(First, text);
}
