using Lego.Functions.PartsLists.Parsing;

namespace Lego.Functions.PartsLists;

/// <summary>An item to be stored.</summary>
/// <param name="Id">The id it had, if it is still that of an item of the list; else it gets a new one.</param>
/// <param name="PartNumber">The part's number.</param>
/// <param name="PartName">The part's name.</param>
/// <param name="Quantity">How many, at least 1.</param>
/// <param name="Color">Name of the colour.</param>
/// <param name="ColorId">Id of the colour in some catalog.</param>
/// <param name="Category">Category.</param>
/// <param name="ImageUrl">A picture.</param>
/// <param name="Acquired">Whether the builder has them.</param>
internal sealed record NewPart(
    Guid? Id,
    string PartNumber,
    string PartName,
    int Quantity,
    string Color,
    string? ColorId = null,
    string? Category = null,
    string? ImageUrl = null,
    bool Acquired = false)
{
    public const string UnknownColor = "Unknown";

    /// <summary>An index of PostgreSQL takes about 2700 bytes of a value; a longer one could not be stored.</summary>
    public const int MaxIndexedCharacters = 255;

    public static NewPart Of(PartsFileEntry entry) => new(null, entry.PartNumber, entry.PartName, entry.Quantity, entry.Color, Category: entry.Category);
}
