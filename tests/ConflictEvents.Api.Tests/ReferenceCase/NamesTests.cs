using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>The spellings of the three documents, and what must not be taken for each other.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class NamesTests(SampleService sample)
{
    [Theory]
    [InlineData("hifter")]
    [InlineData("haftar")]
    [InlineData("Ḥaftar")]
    [InlineData("حفتر")]
    [InlineData("خليفة حفتر")]
    [InlineData("Khalifa Hifter")]
    [InlineData("Field Marshal Khalifa Haftar")]
    [InlineData("Field Marshal Hifter")]
    [InlineData("Gen Haftar")]
    public async Task Haftar_is_found_by_every_spelling_and_no_other_leader(string spelling) =>
        Assert.Equal(["Khalifa Haftar"], await Found("actors", spelling, "&type=leader"));

    [Theory]
    [InlineData("Sarraj")]
    [InlineData("Serraj")]
    [InlineData("Sarrajj")]
    [InlineData("al-Serraj")]
    [InlineData("Fayez Al Sarraj")]
    [InlineData("السراج")]
    public async Task Sarraj_is_found_by_every_spelling_and_no_other_leader(string spelling) =>
        Assert.Equal(["Fayez al-Sarraj"], await Found("actors", spelling, "&type=leader"));

    [Theory]
    [InlineData("Libyan National Army", "Libyan National Army")]
    [InlineData("LNA", "Libyan National Army")]
    [InlineData("eastern forces", "Libyan National Army")]
    [InlineData("eastern Libyan forces", "Libyan National Army")]
    [InlineData("Haftar's forces", "Libyan National Army")]
    [InlineData("Haftar’s forces", "Libyan National Army")]
    [InlineData("Government of National Accord", "Government of National Accord")]
    [InlineData("GNA", "Government of National Accord")]
    [InlineData("Tripoli government", "Government of National Accord")]
    [InlineData("UN-backed government", "Government of National Accord")]
    [InlineData("ISIS", "Islamic State")]
    [InlineData("Islamic State", "Islamic State")]
    [InlineData("eastern government", "Eastern Libyan government")]
    [InlineData("Tobruk government", "Eastern Libyan government")]
    [InlineData("Benghazi government", "Eastern Libyan government")]
    [InlineData("Zintan forces", "Zintan forces")]
    public async Task A_party_is_found_by_each_of_its_names(string name, string party) =>
        Assert.Contains(party, await Found("actors", name));

    [Theory]
    [InlineData("WHO", "World Health Organization")]
    [InlineData("World Health Organization", "World Health Organization")]
    [InlineData("OCHA", "United Nations Office for the Coordination of Humanitarian Affairs")]
    [InlineData("UN humanitarian agency", "United Nations Office for the Coordination of Humanitarian Affairs")]
    public async Task A_source_is_found_by_its_acronym_and_by_its_name(string name, string source) =>
        Assert.Equal([source], await Found("sources", name));

    [Theory]
    [InlineData("Sabha", "Sabha")]
    [InlineData("Sebha", "Sabha")]
    [InlineData("Sabhah", "Sabha")]
    [InlineData("سبها", "Sabha")]
    [InlineData("Sabaa", "Sabaa")]
    [InlineData("Sabaa district", "Sabaa")]
    [InlineData("Zuwara", "Zuwara")]
    [InlineData("Zuwarah", "Zuwara")]
    [InlineData("زوارة", "Zuwara")]
    public async Task A_place_is_found_by_every_spelling_and_none_beside_it(string spelling, string place) =>
        Assert.Equal([place], await Found("locations", spelling));

    [Theory]
    [InlineData("Sabha")]
    [InlineData("Sebha")]
    [InlineData("سبها")]
    public async Task The_incidents_of_Sabha_are_found_by_every_spelling_and_none_of_Sabaa(string spelling) =>
        Assert.Equal(
            ["Islamic State attack on a training camp of the Libyan National Army near Sabha", "The Libyan National Army takes Sabha"],
            await Found("incidents", spelling));

    [Fact]
    public async Task The_incident_of_Sabaa_is_found_and_none_of_Sabha() =>
        Assert.Equal(["Missile strike on a camp in the Sabaa district of Tripoli"], await Found("incidents", "Sabaa"));

    [Fact]
    public async Task Sabaa_lies_in_Tripoli_and_Sabha_600_km_from_it()
    {
        Assert.Contains("Missile strike on a camp in the Sabaa district of Tripoli", await Near("13.19,32.89", "25km"));
        Assert.DoesNotContain(
            "Islamic State attack on a training camp of the Libyan National Army near Sabha", await Near("13.19,32.89", "600km"));
    }

    [Fact]
    public async Task A_name_keeps_its_language_and_kind() =>
        (await sample.Service.Reader.Get(Libya.Haftar))["names"].Only("""{ "text": "خليفة حفتر", "language": "ar", "kind": "official" }""");

    private async Task<string[]> Found(string plural, string name, string more = "")
    {
        var list = await sample.Service.Reader.Get($"/v1/{plural}?q={Uri.EscapeDataString(name)}{more}");
        return list.Texts(plural is "incidents" ? "title" : "name");
    }

    private async Task<string[]> Near(string point, string within)
    {
        JsonNode list = await sample.Service.Reader.Get($"/v1/incidents?near={point}&within={within}");
        return list.Texts("title");
    }
}
