namespace Lego.Infrastructure.Functions;

/// <summary>What each function does with the bucket, and below which prefixes.</summary>
internal static class StorageAccess
{
    private const string Mocs = "mocs/";
    private const string PartsLists = "parts-lists/";
    private const string Images = "images/";
    private const string Wishlist = "wishlist/";
    private const string Avatars = "avatars/";

    // Uploads in parts need nothing more than uploads, but to be given up. Source: Amazon S3 user guide, "Multipart upload API and permissions".
    private static readonly string[] Put = ["s3:PutObject", "s3:AbortMultipartUpload"];
    private static readonly string[] Get = ["s3:GetObject"];
    private static readonly string[] Delete = ["s3:DeleteObject"];

    // An upload whose row cannot be written is deleted again.
    private static readonly string[] PutAndDelete = [.. Put, .. Delete];

    private static readonly Dictionary<string, StorageGrant[]> Grants = new()
    {
        ["moc-delete"] = [new(Delete, Mocs, Images)],
        ["moc-file-upload"] = [new(PutAndDelete, Mocs)],
        ["moc-file-download"] = [new(Get, Mocs)],
        ["moc-file-delete"] = [new(Delete, Mocs)],
        ["moc-parts-list-upload"] = [new(PutAndDelete, Mocs)],
        // What a signed link may do is what its signer may do.
        ["moc-initialize-with-files"] = [new(["s3:PutObject"], Mocs)],
        ["moc-finalize-with-files"] = [new([.. Get, .. Delete], Mocs)],
        ["gallery-image-upload"] = [new(PutAndDelete, Images)],
        ["gallery-image-delete"] = [new(Delete, Images)],
        ["wishlist-delete"] = [new(Delete, Wishlist)],
        ["wishlist-image-upload"] = [new(PutAndDelete, Wishlist)],
        ["parts-list-parse"] = [new(Get, Mocs, PartsLists)],
        ["profile-avatar-upload"] = [new(PutAndDelete, Avatars)],
        ["profile-avatar-delete"] = [new(Delete, Avatars)],
    };

    /// <summary>
    /// Functions that answer "not found" for an object that is not there: S3 tells that only those who may list the bucket, others
    /// get "forbidden". Source: Amazon S3 API reference, HeadObject.
    /// </summary>
    private static readonly string[] TellMissing = ["moc-finalize-with-files", "parts-list-parse"];

    /// <summary>Functions that have an entry.</summary>
    public static IReadOnlyCollection<string> Functions => Grants.Keys;

    /// <exception cref="InvalidOperationException">The function uses the bucket but has no entry here.</exception>
    public static IReadOnlyList<StorageGrant> Of(string function) => Grants.TryGetValue(function, out var grants)
        ? grants
        : throw new InvalidOperationException($"{function} uses the bucket; say in {nameof(StorageAccess)} what it does there.");

    public static bool TellsMissing(string function) => TellMissing.Contains(function);
}
