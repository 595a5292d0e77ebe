namespace Lego.LocalHost.Gateway;

/// <summary>Which request bodies an HTTP API hands on as text; all others arrive as base64.</summary>
internal static class TextContent
{
    private static readonly string[] Types =
        ["application/json", "application/javascript", "application/xml", "application/x-www-form-urlencoded"];

    public static bool IsText(string? contentType, string? contentEncoding)
    {
        // A compressed body is binary, whatever it is inside.
        if (contentType is null || !string.IsNullOrEmpty(contentEncoding))
        {
            return false;
        }

        var type = contentType.Split(';')[0].Trim();
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
            || Types.Contains(type, StringComparer.OrdinalIgnoreCase);
    }
}
