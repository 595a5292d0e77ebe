using System.Text.Json;

namespace Lego.Lambda.Runtime.XRaySdk.Export;

/// <summary>JSON as the plain objects that the recorder's writer knows.</summary>
internal static class PlainValues
{
    internal static object? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
        JsonValueKind.Array => json.EnumerateArray().Select(Of).ToList(),
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(member => member.Name, member => Of(member.Value)),
        _ => null,
    };
}
