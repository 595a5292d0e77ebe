using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>Values that only a converter can write: serialized into a bounded buffer and read back as JSON.</summary>
internal static class ConvertedValue
{
    /// <summary>What the type's converter makes of the value: an element, or a mark.</summary>
    public static object Of(object value, JsonTypeInfo type, int limit) =>
        Read(json => JsonSerializer.Serialize(json, value, type), value, limit);

    /// <summary>What a member's own converter makes of its value.</summary>
    public static object OfMember(object owner, object value, JsonTypeInfo type, MemberContract member, int limit)
    {
        if (WriterOf(value, member.Converter!, type.Options) is { } write)
        {
            return Read(write, value, limit);
        }

        // Converters of other types cannot be asked without knowing the type, so their owner is serialized.
        return Of(owner, type, limit) switch
        {
            JsonElement { ValueKind: JsonValueKind.Object } all when all.TryGetProperty(member.Name, out var written) => written,
            Mark mark => mark,
            _ => Mark.NoTypeInformation(value.GetType()),
        };
    }

    private static Action<Utf8JsonWriter>? WriterOf(object value, JsonConverter converter, JsonSerializerOptions options) =>
        WriterOf<string>(value, converter, options)
        ?? WriterOf<int>(value, converter, options)
        ?? WriterOf<long>(value, converter, options)
        ?? WriterOf<decimal>(value, converter, options)
        ?? WriterOf<Guid>(value, converter, options)
        ?? WriterOf<DateTime>(value, converter, options)
        ?? WriterOf<DateTimeOffset>(value, converter, options);

    private static Action<Utf8JsonWriter>? WriterOf<T>(object value, JsonConverter converter, JsonSerializerOptions options) =>
        value is T known && converter is JsonConverter<T> own ? json => own.Write(json, known, options) : null;

    private static object Read(Action<Utf8JsonWriter> write, object value, int limit)
    {
        using var buffer = new LimitedBuffer(limit);
        try
        {
            using (var json = new Utf8JsonWriter(buffer))
            {
                write(json);
            }

            return JsonElement.Parse(buffer.Written);
        }
        catch (NotSupportedException)
        {
            return Mark.NoTypeInformation(value.GetType());
        }
#pragma warning disable CA1031 // A converter is the caller's code and may throw anything; tracing must not.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return buffer.IsFull ? Mark.TooLarge : Mark.Threw(exception);
        }
    }
}
