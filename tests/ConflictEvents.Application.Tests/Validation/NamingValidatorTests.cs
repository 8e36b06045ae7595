using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Application.Tests.Validation;

public sealed class NamingValidatorTests
{
    public static readonly Refused<Name> RefusedNames = new()
    {
        { "empty", name => name with { Text = "" }, "text" },
        { "blank", name => name with { Text = " \u00A0" }, "text" },
        { "nothing that can be seen", name => name with { Text = "\u200B\uFEFF" }, "text" },
        { "301 characters", name => name with { Text = new string('a', 301) }, "text" },
        { "a line break", name => name with { Text = "Abu\nSalim" }, "text" },
        { "a control character", name => name with { Text = "Abu\u001BSalim" }, "text" },
        { "a control character of the second block", name => name with { Text = "Abu\u0085Salim" }, "text" },
        { "a line separator", name => name with { Text = "Abu\u2028Salim" }, "text" },
        { "a mark from right to left", name => name with { Text = "Abu\u200FSalim" }, "text" },
        { "an Arabic letter mark", name => name with { Text = "Abu\u061CSalim" }, "text" },
        { "an override of the direction", name => name with { Text = "Abu\u202EmilaS" }, "text" },
        { "an isolate", name => name with { Text = "Abu\u2066Salim\u2069" }, "text" },
        { "a space before", name => name with { Text = " Abu Salim" }, "text" },
        { "a space behind", name => name with { Text = "Abu Salim " }, "text" },
        { "a language in words", name => name with { Language = "Arabic language" }, "language" },
        { "a language of one letter", name => name with { Language = "a" }, "language" },
        { "an empty language", name => name with { Language = "" }, "language" },
        { "a language with an underscore", name => name with { Language = "ar_LY" }, "language" },
        { "a language that ends in a hyphen", name => name with { Language = "ar-" }, "language" },
        { "a language with a line break", name => name with { Language = "ar\n" }, "language" },
        { "a language with a foreign letter", name => name with { Language = "\u212Ao" }, "language" },
        { "a kind that is none", name => name with { Kind = (NameKind)99 }, "kind" },
    };

    public static readonly Allowed<Name> AllowedNames = new()
    {
        { "300 characters outside the basic plane", name => name with { Text = string.Concat(Enumerable.Repeat("𐤀", 300)) } },
        { "a joiner inside a word", name => name with { Text = "می\u200Cخواهم" } },
        { "no language", name => name with { Language = null } },
        { "a language with script and region", name => name with { Language = "zh-Hant-TW" } },
        { "a language with a script", name => name with { Language = "ar-Latn" } },
        { "a language with a region of digits", name => name with { Language = "es-419" } },
        { "a language with a variant", name => name with { Language = "be-tarask" } },
        { "a language of private use", name => name with { Language = "x-zintani" } },
    };

    public static readonly Refused<ForeignId> RefusedForeignIds = new()
    {
        { "a scheme in upper case", id => id with { Scheme = "UCDP" }, "scheme" },
        { "an empty scheme", id => id with { Scheme = "" }, "scheme" },
        { "a scheme with a colon", id => id with { Scheme = "ucdp:ged" }, "scheme" },
        { "a scheme of 51 letters", id => id with { Scheme = new string('a', 51) }, "scheme" },
        { "an empty value", id => id with { Value = "" }, "value" },
        { "a value of 301 characters", id => id with { Value = new string('1', 301) }, "value" },
        { "a value with a tab", id => id with { Value = "1\t2" }, "value" },
    };

    [Fact]
    public async Task Valid_ones_pass()
    {
        Assert.Empty(await Faults.Of(Valid.Name));
        Assert.Empty(await Faults.Of(Valid.ForeignId));
    }

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public async Task A_name_is_refused_with(string what, Func<Name, Name> change, string path) => await Expect.Fault(what, change(Valid.Name), path);

    [Theory]
    [MemberData(nameof(AllowedNames))]
    public async Task A_name_may_have(string what, Func<Name, Name> change) => await Expect.None(what, change(Valid.Name));

    [Theory]
    [MemberData(nameof(RefusedForeignIds))]
    public async Task A_foreign_id_is_refused_with(string what, Func<ForeignId, ForeignId> change, string path) =>
        await Expect.Fault(what, change(Valid.ForeignId), path);
}
