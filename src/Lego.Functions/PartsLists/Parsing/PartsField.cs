namespace Lego.Functions.PartsLists.Parsing;

/// <summary>
/// Values of an entry; the numbers index the arrays that hold them. The first four are in the order of a CSV file without header.
/// </summary>
internal enum PartsField
{
    PartNumber,
    Quantity,
    Color,
    Description,
    Category,
}
