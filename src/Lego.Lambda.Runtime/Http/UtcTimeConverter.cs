using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Times without an offset, as database drivers give them: they are UTC, and are written like all others.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetDateTimeOffset(out var time) ? time.UtcDateTime : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(
        IsoTimeConverter.Text(value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value));
}
