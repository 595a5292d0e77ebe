using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lego.Lambda.Runtime.Http;

/// <summary>The answer of an HTTP function, before it is put into the envelope.</summary>
public class HttpResult
{
    private List<string>? _cookies;

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

    internal IReadOnlyList<string> Cookies => _cookies ?? [];

    internal virtual bool HasBody => false;

    /// <summary>Adds a cookie to this answer; each becomes a <c>Set-Cookie</c> header of its own.</summary>
    /// <param name="cookie">The header's value, for example <c>theme=dark; Secure; HttpOnly</c>.</param>
    /// <returns>This answer.</returns>
    /// <exception cref="ArgumentException">It is empty or holds a control character, which would end the header.</exception>
    public HttpResult WithCookie(string cookie)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(cookie);
        if (cookie.Any(char.IsControl))
        {
            throw new ArgumentException("A cookie must not hold control characters.", nameof(cookie));
        }

        (_cookies ??= []).Add(cookie);
        return this;
    }

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
