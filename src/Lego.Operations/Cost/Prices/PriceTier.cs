namespace Lego.Operations.Cost.Prices;

/// <summary>A price up to a quantity a month.</summary>
/// <param name="UpTo">The quantity it ends at; null for the last one.</param>
/// <param name="Price">Price of as many units as the item's price is for.</param>
internal sealed record PriceTier(double? UpTo, double Price);
