using ConflictEvents.Application.Keys;

namespace ConflictEvents.Application.Tests.Keys;

public sealed class KeyTextTests
{
    [Fact]
    public void A_key_is_read_back_as_it_was_given_out()
    {
        var key = KeyText.New();

        Assert.Matches("^ce_[2-9a-z]{12}_[0-9A-Za-z]{43}_[0-9a-f]{8}$", key.Reveal());
        Assert.Equal(key, KeyText.Parse(key.Reveal()));
        Assert.Equal(32, key.SecretHash().Length);
    }

    [Fact]
    public void No_two_keys_are_alike() => Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => KeyText.New().Reveal()).Distinct().Count());

    [Fact]
    public void A_log_does_not_get_the_secret()
    {
        var key = KeyText.New();

        Assert.DoesNotContain(key.Secret, $"{key}", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_single_typing_error_is_found()
    {
        var key = KeyText.New().Reveal();

        for (var i = 0; i < key.Length; i++)
        {
            var typed = string.Concat(key.AsSpan(0, i), key[i] == 'k' ? "m" : "k", key.AsSpan(i + 1));
            Assert.Null(KeyText.Parse(typed));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("ce")]
    [InlineData("ce___")]
    [InlineData("ce_222222222222_0000000000000000000000000000000000000000000_00000000")]
    [InlineData("ce_222222222222_00000000000000000000000000000000000000000\u00e9_00000000")]
    public void Nonsense_is_no_key(string text) => Assert.Null(KeyText.Parse(text));

    /// <summary>The check sum is that of iSCSI (RFC 3720, appendix B.4), so that other programs can check a key too.</summary>
    [Fact]
    public void The_check_sum_is_CRC_32C() =>
        Assert.NotNull(KeyText.Parse("ce_222222222222_0000000000000000000000000000000000000000000_4bc447a2"));
}
