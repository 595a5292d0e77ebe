using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// The converters of all HTTP functions, each made for the first type that needs it: a converter of a value type costs a process that
/// starts a good many methods to compile, and most functions need none of them.
/// </summary>
internal sealed class HttpConverters : JsonConverterFactory
{
    internal static HttpConverters Instance { get; } = new();

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert == typeof(DateTimeOffset)
        || typeToConvert == typeof(DateTime)
        || (typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>) && Optional(typeToConvert) is not null);

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        typeToConvert == typeof(DateTimeOffset) ? new IsoTimeConverter()
        : typeToConvert == typeof(DateTime) ? new UtcTimeConverter()
        : Optional(typeToConvert)?.Invoke();

    // Behind a delegate each, so that to look for one makes none.
    private static Func<JsonConverter>? Optional(Type type) =>
        type == typeof(Optional<string>) ? static () => new OptionalConverter<string>()
        : type == typeof(Optional<string[]>) ? static () => new OptionalConverter<string[]>()
        : type == typeof(Optional<int?>) ? static () => new OptionalConverter<int?>()
        : type == typeof(Optional<bool?>) ? static () => new OptionalConverter<bool?>()
        : type == typeof(Optional<decimal?>) ? static () => new OptionalConverter<decimal?>()
        : type == typeof(Optional<Guid?>) ? static () => new OptionalConverter<Guid?>()
        : null;
}
