namespace Lego.Infrastructure.Functions;

/// <summary>What each function does with the search index, as HTTP methods on paths of the domain.</summary>
internal static class SearchAccess
{
    private const string Mocs = "moc_instructions";
    private const string Images = "gallery_images";
    private const string Wishlist = "wishlist_items";

    private static readonly Dictionary<string, SearchGrant[]> Grants = new()
    {
        ["health"] = [new("es:ESHttpGet", "_cluster/health")],
        ["moc-list"] = [Search(Mocs)],
        ["moc-create"] = [Write(Mocs)],
        ["moc-update"] = [Write(Mocs)],
        ["moc-delete"] = [Delete(Mocs), Delete(Images)],
        ["moc-parts-list-upload"] = [Write(Mocs)],
        ["moc-finalize-with-files"] = [Write(Mocs)],
        ["gallery-image-upload"] = [Write(Images)],
        ["gallery-image-search"] = [Search(Images)],
        ["gallery-image-update"] = [Write(Images)],
        ["gallery-image-delete"] = [Delete(Images)],
        ["album-create"] = [Write(Images)],
        ["album-update"] = [Write(Images)],
        ["album-delete"] = [Delete(Images)],
        ["wishlist-search"] = [Search(Wishlist)],
        ["wishlist-create"] = [Write(Wishlist)],
        ["wishlist-update"] = [Write(Wishlist)],
        ["wishlist-delete"] = [Delete(Wishlist)],
        ["parts-list-parse"] = [Write(Mocs)],
    };

    /// <summary>
    /// What the migrations do: they make indices that are missing, and add fields to those that are not. Their repairs read all documents,
    /// and write and remove those that are not what the rows say.
    /// </summary>
    public static IReadOnlyList<SearchGrant> Migrations { get; } =
    [
        .. new[] { Mocs, Images, Wishlist }.SelectMany(index => new SearchGrant[]
        {
            new("es:ESHttpPut", index, $"{index}/_mapping", $"{index}/_doc/*"),
            new("es:ESHttpPost", $"{index}/_search", $"{index}/_refresh"),
            Delete(index),
        }),
    ];

    /// <summary>Functions that have an entry.</summary>
    public static IReadOnlyCollection<string> Functions => Grants.Keys;

    /// <exception cref="InvalidOperationException">The function uses the index but has no entry here.</exception>
    public static IReadOnlyList<SearchGrant> Of(string function) => Grants.TryGetValue(function, out var grants)
        ? grants
        : throw new InvalidOperationException($"{function} uses the search index; say in {nameof(SearchAccess)} what it does there.");

    private static SearchGrant Search(string index) => new("es:ESHttpPost", $"{index}/_search");

    /// <summary>The first document of an index makes the index, too.</summary>
    private static SearchGrant Write(string index) => new("es:ESHttpPut", index, $"{index}/_doc/*");

    private static SearchGrant Delete(string index) => new("es:ESHttpDelete", $"{index}/_doc/*");
}
