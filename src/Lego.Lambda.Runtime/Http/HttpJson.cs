using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Lego.Lambda.Runtime.Http;

/// <summary>How HTTP functions read and write JSON: camelCase names, UTC times with milliseconds, no reflection.</summary>
public static class HttpJson
{
    /// <summary>Makes the options of a handler from its generated contexts; the first that knows a type is asked.</summary>
    /// <param name="contexts">Source-generated contexts.</param>
    public static JsonSerializerOptions Create(params IJsonTypeInfoResolver[] contexts) => Create(contexts, []);

    /// <summary>Makes the options of a handler.</summary>
    /// <param name="contexts">Source-generated contexts.</param>
    /// <param name="converters">Converters beside those for times and for optional texts, numbers, booleans and ids.</param>
    public static JsonSerializerOptions Create(IReadOnlyList<IJsonTypeInfoResolver> contexts, IReadOnlyList<JsonConverter> converters)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentNullException.ThrowIfNull(converters);
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. contexts, HttpJsonContext.Default]),
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        };
        options.Converters.Add(new IsoTimeConverter());
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new OptionalConverter<string>());
        options.Converters.Add(new OptionalConverter<string[]>());
        options.Converters.Add(new OptionalConverter<int?>());
        options.Converters.Add(new OptionalConverter<bool?>());
        options.Converters.Add(new OptionalConverter<decimal?>());
        options.Converters.Add(new OptionalConverter<Guid?>());
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }
}
