using System.Globalization;
using System.Text.Json;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.PartsLists;

/// <summary>An amount of money in a change: answered as decimal text, and taken as that or as a number.</summary>
internal static class Cost
{
    private const decimal Max = 9_999_999_999.99m;

    /// <summary>The member as the store takes it; call it once it was validated.</summary>
    public static Optional<decimal?> Of(JsonElement member) =>
        member.ValueKind == JsonValueKind.Undefined ? default
        : TryRead(member, out var value) ? value
        : throw new InvalidOperationException();

    public static void Validate(Validation validation, string field, JsonElement member) => validation.Check(
        member.ValueKind == JsonValueKind.Undefined || TryRead(member, out _),
        field,
        string.Create(CultureInfo.InvariantCulture, $"must be a number or a decimal text from 0 to {Max}, or null"));

    private static bool TryRead(JsonElement member, out decimal? value)
    {
        value = null;
        if (member.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        decimal amount = 0;
        var isNumber = member.ValueKind switch
        {
            JsonValueKind.Number => member.TryGetDecimal(out amount),
            JsonValueKind.String => decimal.TryParse(
                Text(member), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount),
            _ => false,
        };
        // Rounded as the column would do it, so that nothing can round up past its end.
        value = isNumber && amount is >= 0 and <= Max + 1 ? Math.Round(amount, 2, MidpointRounding.AwayFromZero) : null;
        return value is <= Max;
    }

    private static string? Text(JsonElement member)
    {
        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is valid JSON, but no text.
            return null;
        }
    }
}
