using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Application.Casualties;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Casualties;

/// <summary>
/// Answers with a <see cref="CasualtyList"/>, written member by member: which members a row has depends on the request, and there may be thousands.
/// </summary>
internal sealed class CasualtyResult(CasualtyQuery query, CasualtyPage page, PageRequest request, Links links) : IResult
{
    // Of one with two keys and two figures, about.
    private const int RowBytes = 200;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonEncodedText Incidents = JsonEncodedText.Encode("incidents");
    private static readonly JsonEncodedText Low = JsonEncodedText.Encode("low");
    private static readonly JsonEncodedText Best = JsonEncodedText.Encode("best");
    private static readonly JsonEncodedText High = JsonEncodedText.Encode("high");
    private static readonly JsonEncodedText Unknown = JsonEncodedText.Encode("unknown");
    private static readonly JsonEncodedText Longitude = JsonEncodedText.Encode("longitude");
    private static readonly JsonEncodedText Latitude = JsonEncodedText.Encode("latitude");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var next = PageResult.Begin(httpContext.Response, page.NextCursor, request, links);
        var body = new ArrayBufferWriter<byte>(RowBytes * (page.Rows.Count + 1));
        using var json = new Utf8JsonWriter(body, Options);
        json.WriteStartObject();
        json.WriteStartArray("items");
        Write(json);
        json.WriteEndArray();
        json.WriteString("next", next);
        json.WriteString("nextCursor", page.NextCursor);
        if (page.DataThrough is { } time)
            json.WriteString("dataThrough", time);
        else
            json.WriteNull("dataThrough");
        json.WriteStartArray("datasets");
        foreach (var dataset in page.Datasets)
            json.WriteStringValue(dataset);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return WholeBody.Send(httpContext, body.WrittenCount, body, static (room, body) => body.WrittenSpan.CopyTo(room));
    }

    private void Write(Utf8JsonWriter json)
    {
        var keys = query.Keys.Select(key => (Group: key, Value: Member(JsonContract.NameOf(key)), Name: Member($"{JsonContract.NameOf(key)}Name"))).ToArray();
        var figures = query.Figures.Select(metric => Member(JsonNamingPolicy.CamelCase.ConvertName(metric.ToString()))).ToArray();
        var showsIncidents = query.Metrics.Contains(CasualtyMetric.Incidents);
        foreach (var row in page.Rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < keys.Length; i++)
            {
                json.WriteString(keys[i].Value, row.Keys[i].Value);
                if (keys[i].Group is CasualtyGrouping.Actor or CasualtyGrouping.Conflict)
                    json.WriteString(keys[i].Name, row.Keys[i].Name);
                else if (keys[i].Group is CasualtyGrouping.Grid)
                    WriteCentre(json, row.Keys[i].Value);
            }

            if (showsIncidents)
                json.WriteNumber(Incidents, row.Incidents);
            for (var i = 0; i < figures.Length; i++)
                WriteFigure(json, figures[i], row.Figures[i]);
            json.WriteEndObject();
        }
    }

    private static void WriteCentre(Utf8JsonWriter json, string? cell)
    {
        (double? longitude, double? latitude) = cell is null ? default((double?, double?)) : PrioGrid.CentreOf(int.Parse(cell, CultureInfo.InvariantCulture));
        WriteNumber(json, Longitude, longitude);
        WriteNumber(json, Latitude, latitude);
    }

    private static void WriteFigure(Utf8JsonWriter json, JsonEncodedText name, SummedFigure figure)
    {
        json.WriteStartObject(name);
        WriteNumber(json, Low, figure.Low);
        WriteNumber(json, Best, figure.Best);
        WriteNumber(json, High, figure.High);
        json.WriteNumber(Unknown, figure.Unknown);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonEncodedText name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonEncodedText name, double? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    private static JsonEncodedText Member(string name) => JsonEncodedText.Encode(name);
}
