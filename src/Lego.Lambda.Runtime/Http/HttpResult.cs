using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lego.Lambda.Runtime.Http;

/// <summary>The answer of an HTTP function, before it is put into the envelope.</summary>
public class HttpResult
{
    internal HttpResult(int statusCode) => StatusCode = statusCode;

    /// <summary>HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>Text for people, member <c>message</c> of the envelope.</summary>
    public string? Message { get; init; }

    /// <summary>Number of all items of a list, member <c>total</c>.</summary>
    public long? Total { get; init; }

    /// <summary>Page and limit of a paged list; needs <see cref="Total"/>.</summary>
    public (int Page, int Limit)? Paging { get; init; }

    /// <summary>Headers beside those that every answer has.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    internal virtual bool HasBody => false;

    internal virtual void WriteData(Utf8JsonWriter json, JsonSerializerOptions options)
    {
    }
}

/// <summary>An answer with data.</summary>
internal sealed class HttpResult<T>(int statusCode, T data) : HttpResult(statusCode)
{
    internal override bool HasBody => true;

    internal override void WriteData(Utf8JsonWriter json, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(json, data, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
}
