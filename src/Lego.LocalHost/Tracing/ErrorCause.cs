using System.Text.Json;

namespace Lego.LocalHost.Tracing;

/// <summary>The <c>cause</c> of a failed function: the exceptions that the runtime described, else the error document alone.</summary>
internal static class ErrorCause
{
    public static void Write(Utf8JsonWriter json, string? xrayCause, ReadOnlyMemory<byte> error)
    {
        json.WriteStartObject("cause");
        if (!TryCopyCause(json, xrayCause))
        {
            json.WriteStartArray("exceptions");
            json.WriteStartObject();
            json.WriteString("id", TraceContext.NewSegmentId());
            CopyError(json, error);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static bool TryCopyCause(Utf8JsonWriter json, string? xrayCause)
    {
        try
        {
            using var document = JsonDocument.Parse(xrayCause ?? "");
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("exceptions", out var exceptions)
                || exceptions.ValueKind != JsonValueKind.Array)
            {
                return false;
            }

            foreach (var property in document.RootElement.EnumerateObject().Where(property => property.Name is "working_directory" or "paths"))
            {
                property.WriteTo(json);
            }

            json.WriteStartArray("exceptions");
            foreach (var exception in exceptions.EnumerateArray().Where(exception => exception.ValueKind == JsonValueKind.Object))
            {
                WriteException(json, exception);
            }

            json.WriteEndArray();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The header's exceptions have no ids; a segment's must.</summary>
    private static void WriteException(Utf8JsonWriter json, JsonElement exception)
    {
        json.WriteStartObject();
        if (!exception.TryGetProperty("id", out _))
        {
            json.WriteString("id", TraceContext.NewSegmentId());
        }

        foreach (var property in exception.EnumerateObject())
        {
            property.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void CopyError(Utf8JsonWriter json, ReadOnlyMemory<byte> error)
    {
        try
        {
            using var document = JsonDocument.Parse(error);
            foreach (var (from, to) in new[] { ("errorType", "type"), ("errorMessage", "message") })
            {
                if (document.RootElement.ValueKind == JsonValueKind.Object
                    && document.RootElement.TryGetProperty(from, out var value) && value.ValueKind == JsonValueKind.String)
                {
                    json.WriteString(to, value.GetString());
                }
            }
        }
        catch (JsonException)
        {
            json.WriteString("message", "The function's error is not JSON.");
        }
    }
}
