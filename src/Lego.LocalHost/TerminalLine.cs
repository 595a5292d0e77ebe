using System.Globalization;
using System.Text.Json;

namespace Lego.LocalHost;

/// <summary>A line of the functions process as a person at the terminal wants it: one short line, with a link to its trace.</summary>
internal static class TerminalLine
{
    /// <returns>The line to show, or null for one that only machines read.</returns>
    public static string? Of(string line, Uri console)
    {
        if (!line.StartsWith('{'))
        {
            return line;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            // Metrics are lines too; and the start of a request says nothing that its end does not say.
            return root.TryGetProperty("_aws", out _) || Text(root, "message") == "Request received" ? null : Write(root, console);
        }
        catch (JsonException)
        {
            return line;
        }
    }

    private static string Write(JsonElement root, Uri console)
    {
        var time = root.TryGetProperty("timestamp", out var stamp) && stamp.TryGetDateTimeOffset(out var at)
            ? at.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)
            : "";
        var request = Text(root, "method") is { } method ? $" {method} {Text(root, "path")}" : "";
        var status = root.TryGetProperty("statusCode", out var code) ? $" {code}" : "";
        var duration = root.TryGetProperty("duration", out var milliseconds) ? $" {milliseconds} ms" : "";
        var error = root.TryGetProperty("error", out var cause) && cause.ValueKind == JsonValueKind.Object
            ? $" {Text(cause, "name")}: {Text(cause, "message")}"
            : "";
        var trace = Text(root, "traceId") is { } id ? $"  {new Uri(console, "/traces/" + id)}" : "";
        return $"{time} {Text(root, "level"),-5} {Text(root, "functionName")}{request}{status}{duration}  {Text(root, "message")}{error}{trace}";
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
