namespace Lego.Functions.Shared;

/// <summary>What a file may be. The table of file types, one row each.</summary>
internal sealed record FileKind(string Name, long MaxBytes, IReadOnlyList<string> Extensions, IReadOnlyList<string> MimeTypes)
{
    private const long Megabyte = 1024 * 1024;

    private static readonly string[] ImageExtensions = [".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"];
    private static readonly string[] ImageMimeTypes = ["image/jpeg", "image/jpg", "image/png", "image/webp", "image/heic", "image/heif"];

    private static readonly string[] ProcessedExtensions = [".jpg", ".jpeg", ".png", ".webp"];
    private static readonly string[] ProcessedMimeTypes = ["image/jpeg", "image/png", "image/webp"];

    public static readonly FileKind Instruction = new(
        "instruction", 50 * Megabyte, [".pdf", ".io"], ["application/pdf", FileRules.GenericMimeType]);

    public static readonly FileKind PartsList = new(
        "parts-list",
        10 * Megabyte,
        [".csv", ".txt", ".xml", ".json"],
        ["text/csv", "text/plain", "text/xml", "application/xml", "application/json", FileRules.GenericMimeType]);

    public static readonly FileKind Thumbnail = new("thumbnail", 5 * Megabyte, ImageExtensions, ImageMimeTypes);

    public static readonly FileKind GalleryImage = new("gallery-image", 10 * Megabyte, ImageExtensions, ImageMimeTypes);

    /// <summary>An image that becomes a WebP image, which HEIC cannot.</summary>
    public static readonly FileKind GalleryUpload = new("gallery-upload", 10 * Megabyte, ProcessedExtensions, ProcessedMimeTypes);

    public static readonly FileKind WishlistUpload = new("wishlist-upload", 5 * Megabyte, ProcessedExtensions, ProcessedMimeTypes);

    public static readonly FileKind Avatar = new(
        "avatar", 2 * Megabyte, [".jpg", ".jpeg", ".png", ".gif"], ["image/jpeg", "image/png", "image/gif"]);

    public static IReadOnlyList<FileKind> OfMocs { get; } = [Instruction, PartsList, Thumbnail, GalleryImage];

    public bool IsImage => Extensions == ImageExtensions;

    /// <summary>The kind of that name, or null.</summary>
    public static FileKind? Find(string? name) => OfMocs.FirstOrDefault(kind => kind.Name == name);
}
