namespace Lego.Operations.Cost.Prices;

/// <summary>What one thing costs.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="Per">For how many units the price is.</param>
/// <param name="Tiers">Prices by quantity a month, each beginning where the one before ends.</param>
/// <param name="Free">Units a month that cost nothing.</param>
/// <param name="IsFreeForever">False when they are free for new accounts only, and so not counted on.</param>
/// <param name="Source">The page the figure was read from.</param>
/// <param name="Seen">When it was published or read.</param>
internal sealed record PriceItem(
    string Unit, double Per, IReadOnlyList<PriceTier> Tiers, double Free, bool IsFreeForever, string Source, string Seen)
{
    /// <summary>Price of a month's quantity.</summary>
    /// <param name="quantity">In units.</param>
    /// <param name="withFree">Whether the free units are this stage's.</param>
    public double Of(double quantity, bool withFree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quantity);
        var left = Math.Max(0, quantity - (withFree && IsFreeForever ? Free : 0));
        var (sum, begin) = (0d, 0d);
        foreach (var tier in Tiers)
        {
            var inTier = Math.Min(left, (tier.UpTo ?? double.PositiveInfinity) - begin);
            sum += inTier / Per * tier.Price;
            left -= inTier;
            begin = tier.UpTo ?? begin;
        }

        return sum;
    }
}
