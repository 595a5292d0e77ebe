using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.PartsLists;

/// <summary>An item as a client sends it.</summary>
internal sealed record PartInput(
    Guid? Id,
    string? PartNumber,
    string? PartName,
    int? Quantity,
    string? ColorId,
    string? ColorName,
    string? Category,
    string? ImageUrl,
    bool? Acquired)
{
    public const int MaxItems = 10_000;
    private const int MaxWrongItems = 100;

    /// <summary>The rules of the member <c>parts</c>; null is left to the caller.</summary>
    public static void Validate(Validation validation, PartInput?[]? parts)
    {
        if (parts is null)
        {
            return;
        }

        if (parts.Length > MaxItems)
        {
            validation.Add("parts", $"must have at most {MaxItems} items");
            return;
        }

        // An answer about ten thousand wrong items would help nobody.
        var wrong = 0;
        long total = 0;
        HashSet<Guid> ids = [];
        for (var i = 0; i < parts.Length && wrong < MaxWrongItems; i++)
        {
            var item = new Validation();
            if (parts[i] is { } part)
            {
                part.Validate(item, $"parts[{i}]");
                item.Check(part.Id is not { } id || ids.Add(id), $"parts[{i}].id", "is the id of an item before");
                total += part.Quantity ?? 0;
            }
            else
            {
                item.Add($"parts[{i}]", "must not be null");
            }

            wrong += item.IsValid ? 0 : 1;
            validation.AddAll(item);
        }

        validation.Check(total <= int.MaxValue, "parts", $"must have quantities that add up to at most {int.MaxValue}");
    }

    public NewPart ToPart() => new(
        Id, PartNumber!, PartName!, Quantity!.Value, string.IsNullOrEmpty(ColorName) ? NewPart.UnknownColor : ColorName, ColorId, Category, ImageUrl, Acquired ?? false);

    private void Validate(Validation validation, string item)
    {
        validation
            .Text(item + ".partNumber", PartNumber, 1, NewPart.MaxIndexedCharacters)
            .Text(item + ".partName", PartName, 1, int.MaxValue)
            .Check(Quantity is not null, item + ".quantity", "is required")
            .Range(item + ".quantity", Quantity, 1)
            .OptionalText(item + ".colorId", ColorId)
            .OptionalText(item + ".colorName", ColorName, 0, NewPart.MaxIndexedCharacters)
            .OptionalText(item + ".category", Category)
            .OptionalText(item + ".imageUrl", ImageUrl);
    }
}
