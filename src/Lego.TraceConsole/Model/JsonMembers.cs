using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Lego.TraceConsole.Model;

/// <summary>Reads members of foreign documents: what is missing or of another type than expected counts as absent.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    public static JsonElement? ObjectMember(this JsonElement element, string name) => element.Member(name, JsonValueKind.Object);

    public static string? Text(this JsonElement element, string name) => element.Member(name, JsonValueKind.String)?.GetString();

    public static double? Number(this JsonElement element, string name) =>
        element.Member(name, JsonValueKind.Number) is { } value && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>Epoch seconds that a calendar holds.</summary>
    public static double? Time(this JsonElement element, string name) =>
        element.Number(name) is { } time && EpochTime.IsValid(time) ? time : null;

    public static int? Integer(this JsonElement element, string name) =>
        element.Number(name) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    public static bool Flag(this JsonElement element, string name) => element.Member(name, JsonValueKind.True) is not null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name, JsonValueKind.Array) is { } array ? array.EnumerateArray() : [];

    /// <summary>Text as it is, anything else as JSON.</summary>
    public static string Plain(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    /// <summary>Ids are compared in lower case, since senders are free to choose.</summary>
    public static string? Id(this JsonElement element, string name) => element.Text(name) is { } id && IsId(id) ? id.ToLowerInvariant() : null;

    public static bool IsId([NotNullWhen(true)] string? text) => text is { Length: 16 } && TraceIds.IsHex(text);
}
