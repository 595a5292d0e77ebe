using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lego.Functions;

/// <summary>Times of rows as the API writes them: UTC, ISO 8601 with milliseconds and <c>Z</c>. Rows hold <see cref="DateTime"/>, always UTC.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetDateTimeOffset(out var time) ? time.UtcDateTime : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
