using System.Text.Json;
using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Logging;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Times as the API writes them: UTC, ISO 8601 with milliseconds and <c>Z</c>.</summary>
internal sealed class IsoTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetDateTimeOffset(out var time) ? time.ToUniversalTime() : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));

    internal static string Text(DateTimeOffset value) => IsoTime.Text(value);
}
