using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lego.Deployment.Bom;

/// <summary>
/// Writes a bill as CycloneDX 1.6 in JSON. The same bill always becomes the same bytes: its serial number is computed from it, and it tells no
/// time unless it is given one. Source: CycloneDX specification 1.6, JSON reference.
/// </summary>
internal static class CycloneDxWriter
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="bill">What to write.</param>
    /// <param name="time">When it was made, in seconds since 1970 (the convention of SOURCE_DATE_EPOCH); null for none.</param>
    public static byte[] Write(BillOfMaterials bill, long? time) => Write(bill, time, SerialNumber(Write(bill, time, serialNumber: null)));

    private static byte[] Write(BillOfMaterials bill, long? time, string? serialNumber)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Layout))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", "1.6");
            if (serialNumber is not null)
            {
                json.WriteString("serialNumber", serialNumber);
            }

            json.WriteNumber("version", 1);
            WriteMetadata(json, bill.Subject, time);
            json.WriteStartArray("components");
            foreach (var component in bill.Components)
            {
                ComponentWriter.Write(json, component);
            }

            json.WriteEndArray();
            json.WriteStartArray("dependencies");
            foreach (var component in bill.Components.Prepend(bill.Subject))
            {
                json.WriteStartObject();
                json.WriteString("ref", component.Purl);
                json.WriteStartArray("dependsOn");
                foreach (var dependency in component.DependsOn)
                {
                    json.WriteStringValue(dependency);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, BomComponent subject, long? time)
    {
        json.WriteStartObject("metadata");
        if (time is { } seconds)
        {
            json.WriteString("timestamp", DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        json.WriteStartArray("lifecycles");
        json.WriteStartObject();
        json.WriteString("phase", "build");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", "Lego.Deployment");
        json.WriteString("version", typeof(CycloneDxWriter).Assembly.GetName().Version!.ToString(3));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WritePropertyName("component");
        ComponentWriter.Write(json, subject);
        json.WriteEndObject();
    }

    /// <summary>A UUID of version 8 (RFC 9562): its bits are the content's.</summary>
    private static string SerialNumber(byte[] content)
    {
        var bytes = SHA256.HashData(content).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return "urn:uuid:" + new Guid(bytes, bigEndian: true);
    }
}
