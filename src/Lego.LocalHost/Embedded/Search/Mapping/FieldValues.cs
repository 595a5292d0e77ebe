using System.Globalization;
using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Mapping;

/// <summary>Reads JSON values as a field's type; numbers and booleans may come as text, as the real server coerces them.</summary>
internal static class FieldValues
{
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        _ => throw SearchErrors.IllegalArgument($"unexpected value [{value.GetRawText()}]: text, a number or a boolean is expected"),
    };

    public static long Whole(FieldKind kind, JsonElement value)
    {
        var text = Text(value);
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            var decimals = Math.Truncate(Decimal(FieldKind.Double, value));
            number = decimals is >= long.MinValue and < long.MaxValue ? (long)decimals : throw OutOfRange(text, kind);
        }

        return kind == FieldKind.Integer && (number is < int.MinValue or > int.MaxValue) ? throw OutOfRange(text, kind) : number;
    }

    public static double Decimal(FieldKind kind, JsonElement value)
    {
        var text = Text(value);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            throw SearchErrors.NotANumber(text);
        }

        var stored = kind == FieldKind.Float ? (float)number : number;
        return double.IsFinite(stored) ? stored : throw SearchErrors.IllegalArgument($"[{kind.Name()}] supports only finite values, but got [{text}]");
    }

    public static bool Boolean(JsonElement value) => Text(value) switch
    {
        "true" => true,
        "false" or "" => false,
        var other => throw SearchErrors.IllegalArgument($"Failed to parse value [{other}] as only [true] or [false] are allowed."),
    };

    public static long Date(FieldNode node, JsonElement value)
    {
        var text = Text(value);
        return node.DateFormat.TryParse(text, roundUp: false, out var milliseconds)
            ? milliseconds
            : throw SearchErrors.IllegalArgument($"failed to parse date field [{text}] with format [{node.DateFormat.Text}]");
    }

    private static SearchException OutOfRange(string text, FieldKind kind) =>
        SearchErrors.IllegalArgument($"Value [{text}] is out of range for {(kind == FieldKind.Integer ? "an integer" : "a long")}");
}
