using ConflictEvents.Api.Http;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Tests.Http;

public sealed class VersionTagTests
{
    [Theory]
    [InlineData(7, 1, "\"v7\"")]
    [InlineData(7, 2, "\"v7.2\"")]
    [InlineData(2147483647, 10, "\"v2147483647.10\"")]
    public void A_tag_is_written_and_read_back(int version, int rendering, string text)
    {
        var tag = new VersionTag(version, rendering);

        Assert.Equal(text, tag.ToString());
        Assert.Equal(text, tag.ToHeader().ToString());
        Assert.Equal(tag, VersionTag.From(EntityTagHeaderValue.Parse(text)));
    }

    [Theory]
    [InlineData("W/\"v7\"")]
    [InlineData("\"7\"")]
    [InlineData("\"v0\"")]
    [InlineData("\"v-1\"")]
    [InlineData("\"v7.0\"")]
    [InlineData("\"v7.\"")]
    [InlineData("\"V7\"")]
    [InlineData("\"v٧\"")]
    [InlineData("\"v2147483648\"")]
    [InlineData("\"v7.2147483648\"")]
    [InlineData("*")]
    public void A_tag_that_was_never_given_out_is_none(string text) => Assert.Null(VersionTag.From(EntityTagHeaderValue.Parse(text)));
}
