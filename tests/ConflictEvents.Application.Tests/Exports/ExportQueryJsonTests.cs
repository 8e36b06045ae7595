using System.Collections;
using System.Reflection;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Application.Tests.Exports;

/// <summary>A job must not lose a filter on its way through the database: the file would hold more than was asked for.</summary>
public sealed class ExportQueryJsonTests
{
    /// <summary>As clients write them; those left out are of types that need no text.</summary>
    private static readonly Dictionary<Type, string> Texts = new()
    {
        [typeof(DateInterval)] = "2019-04/2020",
        [typeof(CountryList)] = "LY,TUN",
        [typeof(BoundingBox)] = "170,-33.5,-170,34.25",
        [typeof(GeoPoint)] = "-13.19,32.89",
        [typeof(Distance)] = "1.5km",
        [typeof(ExternalId)] = "ucdp:244657",
        [typeof(AsOf)] = "2026-03-01T12:00:00.5Z",
    };

    public static TheoryData<string> Filters => new(typeof(IncidentFilter).GetProperties().Where(property => property.SetMethod is not null).Select(property => property.Name));

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_comes_back_as_it_was(string name)
    {
        var property = typeof(IncidentFilter).GetProperty(name)!;
        var filter = new IncidentFilter();
        property.SetValue(filter, Value(property.PropertyType));

        var read = ExportQueryJson.Read(ExportQueryJson.Write(new ExportQuery(filter, IncidentSort.Default, ExportFormat.Csv, Raw: false))).Filter;

        Assert.NotNull(property.GetValue(read));
        foreach (var member in typeof(IncidentFilter).GetProperties())
            Assert.Equal(Flat(member.GetValue(filter)), Flat(member.GetValue(read)));
    }

    [Theory]
    [InlineData("killed", ExportFormat.Geojson, false)]
    [InlineData("-recorded", ExportFormat.Csv, true)]
    [InlineData("distance", ExportFormat.Ndjson, false)]
    public void Order_and_form_come_back_as_they_were(string sort, ExportFormat format, bool raw)
    {
        var query = new ExportQuery(new IncidentFilter(), IncidentSort.Parse(sort, null), format, raw);

        Assert.Equal(query, ExportQueryJson.Read(ExportQueryJson.Write(query)));
    }

    private static object Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsArray)
        {
            var values = Array.CreateInstance(type.GetElementType()!, 2);
            values.SetValue(Value(type.GetElementType()!), 0);
            values.SetValue(Value(type.GetElementType()!), 1);
            return values;
        }

        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(1)!;
        if (type == typeof(string))
            return "Über 'سبها' \"x\"";
        if (type == typeof(int))
            return 42;
        if (type == typeof(bool))
            return true;
        if (type == typeof(Guid))
            return new Guid("019a0000-0001-7000-8000-000000000001");
        if (type == typeof(DateOnly))
            return new DateOnly(2019, 4, 6);
        return type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(IFormatProvider)])!.Invoke(null, [Texts[type], null])!;
    }

    /// <summary>Lists by what they hold, in whatever kind of list.</summary>
    private static object? Flat(object? value) => value switch
    {
        null or string => value,
        CountryList countries => string.Join(',', countries.Codes),
        IEnumerable values => string.Join('|', values.Cast<object>()),
        _ => value,
    };
}
