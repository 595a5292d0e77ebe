using System.Collections.Frozen;

namespace Lego.Functions.PartsLists.Parsing;

/// <summary>The names under which files give the values of an entry.</summary>
internal static class PartsFields
{
    public const int Count = 5;
    public const int CountWithoutHeader = 4;

    private static readonly string[] HeaderWords = ["part", "quantity", "qty", "count", "color", "description", "name", "element"];

    private static readonly FrozenDictionary<string, PartsField> Headers = Table(
        (PartsField.PartNumber, ["part", "partid", "partnumber", "partno", "elementid"]),
        (PartsField.Quantity, ["qty", "quantity", "count", "amount"]),
        (PartsField.Color, ["color", "colour", "partcolor", "colorname"]),
        (PartsField.Description, ["description", "desc", "partdescription", "name", "partname"]),
        (PartsField.Category, ["category", "cat", "type", "partcategory"]))
        .ToFrozenDictionary(name => name.Key, name => name.Value.Field, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (PartsField Field, int Rank)> XmlNames = Table(
        (PartsField.PartNumber, ["partNumber", "part_number", "partno", "part_no", "elementId", "element_id", "id", "itemid"]),
        (PartsField.Quantity, ["quantity", "qty", "count", "amount", "minqty"]),
        (PartsField.Color, ["color", "colour", "colorname", "color_name"]),
        (PartsField.Description, ["description", "desc", "name", "itemname", "part_description"]),
        (PartsField.Category, ["category", "cat", "type", "categoryname"]))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The field as messages name it.</summary>
    public static string Label(PartsField field) => field switch
    {
        PartsField.PartNumber => "part number",
        PartsField.Quantity => "quantity",
        PartsField.Color => "color",
        PartsField.Description => "part name",
        _ => "category",
    };

    /// <summary>Whether a cell can only be one of a header.</summary>
    public static bool IsHeaderWord(string cell) => HeaderWords.Any(word => cell.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The field of a header cell, or null.</summary>
    public static PartsField? OfHeader(string cell)
    {
        var name = string.Concat(cell.Where(character => !char.IsWhiteSpace(character) && character is not ('_' or '-')));
        return Headers.TryGetValue(name.ToLowerInvariant(), out var field) ? field : null;
    }

    /// <summary>The field of an attribute or element and its place in the order in which names are looked for, or null.</summary>
    public static (PartsField Field, int Rank)? OfXmlName(string name) => XmlNames.TryGetValue(name, out var found) ? found : null;

    private static Dictionary<string, (PartsField Field, int Rank)> Table(params (PartsField Field, string[] Names)[] rows) =>
        rows.SelectMany(row => row.Names.Select((name, rank) => KeyValuePair.Create(name, (row.Field, rank)))).ToDictionary();
}
