using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions;

/// <summary>JSON options of the functions: the shapes that several share, and a function's own.</summary>
internal static class AppJson
{
    public static JsonSerializerOptions Shared { get; } = With();

    /// <param name="own">The generated context of a function's request and answer.</param>
    public static JsonSerializerOptions With(params IJsonTypeInfoResolver[] own) =>
        HttpJson.Create([.. own, AppJsonContext.Default]);

    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Shared.GetTypeInfo(typeof(T));
}
