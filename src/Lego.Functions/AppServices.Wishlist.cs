using Lego.Functions.Shared;
using Lego.Functions.Wishlist;

namespace Lego.Functions;

/// <content>Wishlists. None of these holds anything, so it does not matter when two requests make one at the same time.</content>
public sealed partial class AppServices
{
    internal WishlistStore Wishlist => field ??= new(Database);

    internal WishlistCache WishlistCache => field ??= new(Cache);

    internal WishlistIndex WishlistIndex => field ??= new(Search);

    internal UserImages WishlistImages => field ??= new("wishlist", Storage);
}
