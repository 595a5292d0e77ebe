using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Http;

namespace LegoStarter;

/// <summary>JSON options of the functions.</summary>
internal static class AppJson
{
    /// <param name="own">The generated context of a function's request and answer.</param>
    public static JsonSerializerOptions With(params IJsonTypeInfoResolver[] own) => HttpJson.Create(own);
}
