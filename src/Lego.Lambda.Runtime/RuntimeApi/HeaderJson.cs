using System.Text.Json;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>JSON that a caller put into a header: whatever is wrong with it reads as absent, it must not fail the invocation.</summary>
internal static class HeaderJson
{
    /// <summary>Reads a document; null when there is none or it cannot be read.</summary>
    public static T? TryRead<T>(string? json, Func<JsonElement, T> read)
        where T : class
    {
        if (string.IsNullOrWhiteSpace(json))
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // The others: half of a surrogate pair, which escaped can be parsed, but not read, and as it is not even parsed.
            return null;
        }
    }

    public static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static Dictionary<string, string> Texts(JsonElement parent, string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!parent.TryGetProperty(name, out var members) || members.ValueKind != JsonValueKind.Object)
            return texts;
        foreach (var member in members.EnumerateObject())
            texts[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
        return texts;
    }
}
