using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace ConflictEvents.Application.Tests.Validation;

/// <summary>Holds for members that are yet to come, too.</summary>
public sealed class BoundsTests
{
    private static readonly object[] Records =
    [
        Valid.Name, Valid.ForeignId, Valid.Citation, Valid.Claimant, Valid.Statement, Valid.Quantity, Valid.Day, Valid.DateStatement, Valid.Place,
        Valid.Participant, Valid.Responsibility, Valid.Belligerent, Valid.Relation, Valid.Claim,
        Valid.Incident, Valid.Conflict, Valid.Actor, Valid.Location, Valid.Source, Valid.Document,
    ];

    public static TheoryData<string, string> Texts => Members(property => property.PropertyType == typeof(string));

    public static TheoryData<string, string> Lists => Members(IsList);

    public static TheoryData<string, string> Enums =>
        Members(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum);

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_has_a_greatest_length(string record, string member) =>
        Assert.Contains(JsonNamingPolicy.CamelCase.ConvertName(member), await Faults.Paths(With(record, member, _ => new string('a', 10_000))));

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_that_is_given_says_something(string record, string member) =>
        Assert.Contains(JsonNamingPolicy.CamelCase.ConvertName(member), await Faults.Paths(With(record, member, _ => "")));

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_has_a_greatest_length(string record, string member) =>
        Assert.Contains(JsonNamingPolicy.CamelCase.ConvertName(member), await Faults.Paths(With(record, member, LongList)));

    [Theory]
    [MemberData(nameof(Enums))]
    public async Task A_word_of_a_list_is_one_of_it(string record, string member) =>
        Assert.Contains(JsonNamingPolicy.CamelCase.ConvertName(member), await Faults.Paths(With(record, member, property =>
            Enum.ToObject(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, 99))));

    private static TheoryData<string, string> Members(Func<PropertyInfo, bool> wanted)
    {
        var members = new TheoryData<string, string>();
        foreach (var record in Records)
        {
            foreach (var property in record.GetType().GetProperties().Where(property => property.CanWrite && wanted(property)))
                members.Add(record.GetType().Name, property.Name);
        }

        return members;
    }

    private static object With(string record, string member, Func<PropertyInfo, object> value)
    {
        var valid = Records.Single(it => it.GetType().Name == record);
        var copy = valid.GetType().GetMethod("<Clone>$")!.Invoke(valid, null)!;
        var property = valid.GetType().GetProperty(member)!;
        property.SetValue(copy, value(property));
        return copy;
    }

    private static bool IsList(PropertyInfo property) =>
        property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    private static Array LongList(PropertyInfo property)
    {
        var item = property.PropertyType.GetGenericArguments()[0];
        var valid = Records.Select(record => property.DeclaringType!.IsInstanceOfType(record) ? property.GetValue(record) : null)
            .OfType<IEnumerable>().SelectMany(list => list.Cast<object>()).First();
        var list = Array.CreateInstance(item, 201);
        for (var i = 0; i < list.Length; i++)
            list.SetValue(valid, i);
        return list;
    }
}
