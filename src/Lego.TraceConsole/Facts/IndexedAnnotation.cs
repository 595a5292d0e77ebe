using System.Text.Json;

namespace Lego.TraceConsole.Facts;

/// <summary>
/// An annotation that a trace can be found by, with the service that set it; null where that service's segment is missing.
/// </summary>
internal sealed record IndexedAnnotation(string Key, JsonElement Value, ServiceVisit? Visit)
{
    public string? Text => Value.ValueKind == JsonValueKind.String ? Value.GetString() : null;

    public double? Number =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    public bool? Boolean => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
