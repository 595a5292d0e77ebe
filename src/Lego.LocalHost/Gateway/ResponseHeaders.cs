using System.Text.Json;

namespace Lego.LocalHost.Gateway;

/// <summary>Writes the headers and cookies of a function's output into the response.</summary>
internal static class ResponseHeaders
{
    // These are the connection's, not the function's, to state.
    private static readonly HashSet<string> Ours =
        new(StringComparer.OrdinalIgnoreCase) { "content-length", "transfer-encoding", "connection", "keep-alive", "date", "server" };

    /// <summary>Returns false when a member is malformed; some headers may be written then.</summary>
    public static bool TryWrite(IHeaderDictionary target, JsonElement output, PayloadFormat format) => format == PayloadFormat.Version1
        ? TryEach(output, "multiValueHeaders", (name, values) => TryAppendAll(target, name, values))
            && TryEach(output, "headers", (name, value) => TryAppend(target, name, value))
        : TryEach(output, "headers", (name, value) => TrySet(target, name, value)) && TryWriteCookies(target, output);

    private static bool TryEach(JsonElement output, string member, Func<string, JsonElement, bool> tryWrite)
    {
        if (!output.TryGetProperty(member, out var headers) || headers.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        return headers.ValueKind == JsonValueKind.Object
            && headers.EnumerateObject().Where(header => !Ours.Contains(header.Name)).All(header => tryWrite(header.Name, header.Value));
    }

    private static bool TrySet(IHeaderDictionary target, string name, JsonElement value)
    {
        if (!IsHeader(name, value))
        {
            return false;
        }

        target[name] = value.ToString();
        return true;
    }

    private static bool TryAppendAll(IHeaderDictionary target, string name, JsonElement values) =>
        values.ValueKind == JsonValueKind.Array && values.EnumerateArray().All(value => TryAppend(target, name, value));

    /// <summary>Of a pair that stands in both members, one goes out; and there is but one content type.</summary>
    private static bool TryAppend(IHeaderDictionary target, string name, JsonElement value)
    {
        if (name.Equals("content-type", StringComparison.OrdinalIgnoreCase))
        {
            return TrySet(target, name, value);
        }

        if (!IsHeader(name, value))
        {
            return false;
        }

        if (!target[name].Contains(value.ToString()))
        {
            target.Append(name, value.ToString());
        }

        return true;
    }

    private static bool TryWriteCookies(IHeaderDictionary target, JsonElement output)
    {
        if (!output.TryGetProperty("cookies", out var cookies) || cookies.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        foreach (var cookie in cookies.EnumerateArray())
        {
            if (cookie.ValueKind != JsonValueKind.String || !IsHeader("set-cookie", cookie))
            {
                return false;
            }

            target.Append("Set-Cookie", cookie.GetString());
        }

        return true;
    }

    /// <summary>Kestrel would throw in the middle of the response.</summary>
    private static bool IsHeader(string name, JsonElement value) =>
        name.Length > 0
        && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
        && value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
        && !value.ToString().Any(c => char.IsControl(c) && c != '\t');
}
