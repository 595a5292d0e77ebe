using Lego.Functions.Shared;

namespace Lego.Functions.Gallery;

/// <summary>The index of images and albums.</summary>
internal sealed class ImageIndex(SearchIndex search)
{
    public static readonly SearchMapping Mapping = new(
        "gallery_images",
        """
        {"mappings":{"dynamic":false,"properties":{
          "type":{"type":"keyword"},"userId":{"type":"keyword"},"albumId":{"type":"keyword"},"coverImageId":{"type":"keyword"},
          "title":{"type":"text"},"description":{"type":"text"},"tags":{"type":"text"},"createdAt":{"type":"date"}}}}
        """)
    {
        Fields = ["title^3", "description^2", "tags"],
        ThenBy = "createdAt",
        Only = ("type", "image"),
    };

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => search.DeleteAsync(Mapping, id, cancellationToken);
}
