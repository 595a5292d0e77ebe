using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Reads headers and query parameters, each of which may have several values.</summary>
internal static class Payload1Lists
{
    private const int ShortName = 128;

    /// <summary>Reads a member that holds headers; false when there are none.</summary>
    /// <param name="json">On the member's name; nowhere when the event has no such member.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="request">Gets the headers and the cookies.</param>
    internal static bool TryReadHeaders(ref Utf8JsonReader json, string member, APIGatewayHttpApiV2ProxyRequest request)
    {
        if (!TryEnter(ref json, member))
        {
            return false;
        }

        var headers = new Dictionary<string, string>();
        var values = new List<string>();
        List<string>? cookies = null;
        // Names that differ in case only; joined at the end, so that however many there are each is copied twice at most.
        Dictionary<string, StringBuilder>? repeated = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = LowerName(ref json, member);
            if (!TryReadValues(ref json, member, name, values))
            {
                continue;
            }

            if (name == "cookie")
            {
                (cookies ??= []).AddRange(Cookies(values));
            }
            else if (!headers.TryAdd(name, Joined(values)))
            {
                repeated ??= [];
                if (!repeated.TryGetValue(name, out var all))
                {
                    repeated[name] = all = new StringBuilder(headers[name]);
                }

                all.Append(',').AppendJoin(',', values);
            }
        }

        foreach (var (name, all) in repeated ?? [])
        {
            headers[name] = all.ToString();
        }

        if (cookies is not null)
        {
            request.Cookies = [.. cookies];
        }

        request.Headers = headers;
        return headers.Count > 0 || request.Cookies is not null;
    }

    /// <summary>Reads a member that holds query parameters; false when there are none.</summary>
    /// <param name="json">On the member's name; nowhere when the event has no such member.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="request">Gets the parameters, and the query string as a client might have written it.</param>
    internal static bool TryReadQuery(ref Utf8JsonReader json, string member, APIGatewayHttpApiV2ProxyRequest request)
    {
        if (!TryEnter(ref json, member))
        {
            return false;
        }

        var parameters = new Dictionary<string, string>();
        var values = new List<string>();
        var raw = new StringBuilder();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Payload1Values.Name(ref json, member);
            if (!TryReadValues(ref json, member, name, values))
            {
                continue;
            }

            parameters[name] = Joined(values);
            var encoded = Uri.EscapeDataString(name);
            foreach (var value in values)
            {
                raw.Append(raw.Length > 0 ? "&" : "").Append(encoded).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        if (parameters.Count == 0)
        {
            return false;
        }

        request.QueryStringParameters = parameters;
        request.RawQueryString = raw.ToString();
        return true;
    }

    private static bool TryEnter(ref Utf8JsonReader json, string member) =>
        json.TokenType == JsonTokenType.PropertyName && Payload1Values.Enter(ref json, member);

    /// <summary>Reads a text, or a list of texts; false when there is none.</summary>
    private static bool TryReadValues(ref Utf8JsonReader json, string member, string name, List<string> values)
    {
        values.Clear();
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            Add(ref json, member, name, values);
            return values.Count > 0;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Add(ref json, member, name, values);
        }

        return values.Count > 0;
    }

    private static void Add(ref Utf8JsonReader json, string member, string name, List<string> values)
    {
        if (Payload1Values.Current(ref json, member, name) is { } value)
        {
            values.Add(value);
        }
    }

    private static string Joined(List<string> values) => values.Count == 1 ? values[0] : string.Join(',', values);

    private static IEnumerable<string> Cookies(List<string> lines) =>
        lines.SelectMany(line => line.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The name that the reader stands on, in lower case.</summary>
    private static string LowerName(ref Utf8JsonReader json, string member)
    {
        if (json.ValueSpan.Length > ShortName || json.ValueIsEscaped)
        {
            return Payload1Values.Name(ref json, member).ToLowerInvariant();
        }

        Span<char> name = stackalloc char[ShortName];
        name = name[..json.CopyString(name)];
        Ascii.ToLowerInPlace(name, out _);
        return new string(name);
    }
}
