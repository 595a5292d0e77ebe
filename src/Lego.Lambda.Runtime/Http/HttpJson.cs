using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Lego.Lambda.Runtime.Http;

/// <summary>How HTTP functions read and write JSON: camelCase names, UTC times with milliseconds, no reflection.</summary>
public static class HttpJson
{
    // Its table of allowed characters is made once, whatever the number of handlers.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

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
            Encoder = Encoder,
        };
        options.Converters.Add(HttpConverters.Instance);
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }
}
