using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Rendering;

namespace ConflictEvents.Application.Exports;

/// <summary>Puts rendered incidents down one after the other as a file of one format.</summary>
public sealed class IncidentFile(IBufferWriter<byte> output, ExportFormat format)
{
    private bool _isBegun;

    public void Begin()
    {
        if (format is ExportFormat.Csv)
            output.Write(IncidentCsv.Header.Span);
        else if (format is ExportFormat.Geojson)
            output.Write("{\"type\":\"FeatureCollection\",\"features\":[\n"u8);
    }

    public void End()
    {
        if (format is ExportFormat.Geojson)
            output.Write("\n]}\n"u8);
    }

    /// <summary>Adds an incident by what its card shows: the plain way, which the others must agree with.</summary>
    /// <param name="card">JSON in UTF-8.</param>
    /// <param name="raw">For CSV: texts exactly as they are.</param>
    public void AddCard(ReadOnlySpan<byte> card, bool raw = false)
    {
        if (format is ExportFormat.Ndjson)
        {
            AddLine(card);
            return;
        }

        var read = JsonSerializer.Deserialize<IncidentCard>(card, JsonContract.Options)!;
        if (format is ExportFormat.Csv)
            AddLine(IncidentCsv.Line(read, raw));
        else
            AddFeature(read.Id, read.Place is { Longitude: { } longitude, Latitude: { } latitude } ? (longitude, latitude) : null, card);
    }

    /// <summary>Adds an incident to CSV or NDJSON.</summary>
    /// <param name="line">Without its end.</param>
    public void AddLine(ReadOnlySpan<byte> line)
    {
        output.Write(line);
        output.Write(format is ExportFormat.Csv ? "\r\n"u8 : "\n"u8);
    }

    /// <summary>Adds an incident to GeoJSON.</summary>
    /// <param name="point">Degrees of WGS 84; null for an incident without a point.</param>
    /// <param name="card">JSON in UTF-8: the properties.</param>
    public void AddFeature(Guid id, (double Longitude, double Latitude)? point, ReadOnlySpan<byte> card)
    {
        if (_isBegun)
            output.Write(",\n"u8);
        _isBegun = true;
        output.Write("{\"type\":\"Feature\",\"id\":\""u8);
        var text = output.GetSpan(36);
        Utf8Formatter.TryFormat(id, text, out var length);
        output.Advance(length);
        if (point is var (longitude, latitude))
        {
            output.Write("\",\"geometry\":{\"type\":\"Point\",\"coordinates\":["u8);
            Write(longitude);
            output.Write(","u8);
            Write(latitude);
            output.Write("]},\"properties\":"u8);
        }
        else
        {
            output.Write("\",\"geometry\":null,\"properties\":"u8);
        }

        output.Write(card);
        output.Write("}"u8);
    }

    private void Write(double degrees)
    {
        Utf8Formatter.TryFormat(degrees, output.GetSpan(32), out var length);
        output.Advance(length);
    }
}
