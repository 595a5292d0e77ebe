namespace Lego.Functions.Tests.Specification;

/// <summary>The specification's table of cache keys: the function that writes it, the key with its variable parts in braces, seconds.</summary>
internal static class SpecifiedCache
{
    public static IEnumerable<TestCaseData> All() =>
    [
        new("moc-list", "moc:user:{userId}:list:{page}:{limit}:{search}:{tag}", 300),
        new("moc-get", "moc:detail:{mocId}", 600),
        new("gallery-image-list", "gallery:images:user:{userId}:page:{p}:limit:{l}:search:{s|none}:album:{a|none}", 300),
        new("gallery-image-search", "gallery:search:{userId}:query:{md5}:page:{p}:limit:{l}", 120),
        new("gallery-image-get", "gallery:image:detail:{imageId}", 600),
        new("album-list", "gallery:albums:user:{userId}:page:{p}:limit:{l}:search:{s|none}", 300),
        new("album-get", "gallery:album:detail:{albumId}", 600),
        new("wishlist-list", "wishlist:user:{userId}:all", 300),
        new("wishlist-get", "wishlist:item:{itemId}", 600),
        new("wishlist-search", "wishlist:search:{userId}:query:{md5}:page:{p}:limit:{l}", 120),
        new("profile-get", "profile:user:{userId}", 600),
    ];
}
