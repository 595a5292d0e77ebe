namespace Lego.Functions.Gallery;

/// <summary>An image or an album as their index knows it.</summary>
internal sealed record GalleryDocument(
    string Type,
    string UserId,
    Guid? AlbumId,
    Guid? CoverImageId,
    string Title,
    string? Description,
    string[]? Tags,
    DateTime CreatedAt)
{
    public const string ImageType = "image";

    public static GalleryDocument Of(GalleryImage image) =>
        new(ImageType, image.UserId, image.AlbumId, null, image.Title, image.Description, image.Tags, image.CreatedAt);

    public static GalleryDocument Of(Album album) =>
        new("album", album.UserId, null, album.CoverImageId, album.Title, album.Description, null, album.CreatedAt);
}
