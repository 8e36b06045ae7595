using System.Text;
using System.Text.Json.Nodes;
using ConflictEvents.Application.Json;

namespace ConflictEvents.Application.Tests.Json;

/// <summary>RFC 8785: whoever takes a hash over the same value takes it over the same bytes.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : [ 1, null ],"a":true }""", """{"a":true,"b":[1,null]}""")]
    [InlineData("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}", "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}")]
    [InlineData("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"", "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")]
    [InlineData("\"حفتر <&>\"", "\"حفتر <&>\"")]
    [InlineData("{}", "{}")]
    [InlineData("null", "null")]
    public void A_value_has_one_form(string text, string expected) => Assert.Equal(expected, Canonical(text));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("1.0", "1")]
    [InlineData("-12", "-12")]
    [InlineData("4.50", "4.5")]
    [InlineData("14.4333", "14.4333")]
    [InlineData("0.002", "0.002")]
    [InlineData("2e-3", "0.002")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("1E-27", "1e-27")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("1E30", "1e+30")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("999999999999999900000", "999999999999999900000")]
    [InlineData("1000000000000000000000", "1e+21")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("9.999999999999997e22", "9.999999999999997e+22")]
    [InlineData("123456.789e-2", "1234.56789")]
    public void A_number_is_written_as_ECMAScript_writes_it(string text, string expected) => Assert.Equal(expected, Canonical(text));

    private static string Canonical(string text) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(text)));
}
