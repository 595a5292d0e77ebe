using Lego.Functions.Shared;

namespace Lego.Functions.Gallery;

/// <summary>The index of images and albums.</summary>
internal sealed class ImageIndex(SearchIndex search)
{
    public static readonly SearchMapping Mapping = new(
        "gallery_images",
        """
        {"settings":{"number_of_shards":1},"mappings":{"dynamic":false,"properties":{
          "type":{"type":"keyword"},"userId":{"type":"keyword"},"albumId":{"type":"keyword"},"coverImageId":{"type":"keyword"},
          "title":{"type":"text"},"description":{"type":"text"},"tags":{"type":"text"},"createdAt":{"type":"date"}}}}
        """)
    {
        Fields = ["title^3", "description^2", "tags"],
        ThenBy = "createdAt",
        // Albums share the index, but nobody searches them here.
        Only = ("type", GalleryDocument.ImageType),
    };

    public Task PutAsync(GalleryImage image, CancellationToken cancellationToken) => PutAsync(image.Id, GalleryDocument.Of(image), cancellationToken);

    public Task PutAsync(Album album, CancellationToken cancellationToken) => PutAsync(album.Id, GalleryDocument.Of(album), cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => search.DeleteAsync(Mapping, id, cancellationToken);

    private Task PutAsync(Guid id, GalleryDocument document, CancellationToken cancellationToken) =>
        search.IndexAsync(Mapping, id, document, AppJson.TypeInfo<GalleryDocument>(), cancellationToken);
}
