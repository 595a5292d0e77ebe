namespace Lego.Functions.Gallery;

/// <summary>An image after a change, and the album it was in before.</summary>
internal sealed record ChangedImage(GalleryImage Image, Guid? PreviousAlbumId)
{
    /// <summary>The albums that show something else now.</summary>
    public IEnumerable<Guid> Albums => new[] { PreviousAlbumId, Image.AlbumId }.OfType<Guid>().Distinct();
}
