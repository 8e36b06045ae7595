using ConflictEvents.Application.Queries;

namespace ConflictEvents.Application.Tests.Queries;

public sealed class KeptAnswersTests
{
    private static readonly HeadMark First = new(1, DateTimeOffset.UnixEpoch, "a1", Refreshes: 0);

    private readonly Watch _watch = new();
    private readonly KeptAnswers<string, string> _kept;

    public KeptAnswersTests() => _kept = new(_watch, most: 10);

    public static TheoryData<HeadMark> Others => [First with { Position = 2, Hash = "b2" }, First with { Hash = "c1" }, First with { Refreshes = 1 }];

    [Fact]
    public void What_was_kept_is_found_under_an_equal_head()
    {
        _kept.Keep(First, "question", "answer", 1);

        Assert.True(_kept.TryFind(First with { }, "question", out var answer));
        Assert.Equal("answer", answer);
        Assert.False(_kept.TryFind(First, "other", out _));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void It_is_not_found_under_another_head_and_forgotten_with_the_next_answer(HeadMark other)
    {
        _kept.Keep(First, "question", "answer", 1);
        Assert.False(_kept.TryFind(other, "question", out _));

        _kept.Keep(other, "other", "another", 1);

        Assert.False(_kept.TryFind(First, "question", out _));
        Assert.False(_kept.TryFind(other, "question", out _));
        Assert.True(_kept.TryFind(other, "other", out _));
    }

    [Fact]
    public void Who_answers_late_takes_nothing_away()
    {
        var newer = First with { Position = 2, Hash = "b2" };
        _kept.Keep(newer, "question", "answer", 1);
        _watch.Head = newer;

        _kept.Keep(First, "late", "answer", 1);

        Assert.True(_kept.TryFind(newer, "question", out _));
        Assert.False(_kept.TryFind(First, "late", out _));
    }

    [Fact]
    public void No_more_is_kept_than_may_be()
    {
        _kept.Keep(First, "small", "4", 4);
        _kept.Keep(First, "large", "7", 7);
        _kept.Keep(First, "small", "again", 4);
        _kept.Keep(First, "fitting", "6", 6);
        _kept.Keep(First, "too many", "1", 1);

        Assert.Equal(["small", "fitting"], new[] { "small", "large", "fitting", "too many" }.Where(key => _kept.TryFind(First, key, out _)));
        Assert.True(_kept.TryFind(First, "small", out var small));
        Assert.Equal("4", small);
    }

    private sealed class Watch : IHeadWatch
    {
        public HeadMark? Head { get; set; }

        public Task<HeadMark> Ask(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<HeadMark> Beyond(HeadMark head, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
