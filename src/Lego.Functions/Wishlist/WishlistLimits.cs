namespace Lego.Functions.Wishlist;

/// <summary>Limits of an item's fields, in characters.</summary>
internal static class WishlistLimits
{
    public const int Title = 200;
    public const int Description = 2000;
    public const int Category = 100;
    public const int SearchText = 200;

    // Part of two indexes, whose entries PostgreSQL limits to about 2700 bytes.
    public const int SortOrder = 500;
}
