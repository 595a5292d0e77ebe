namespace Lego.Functions.Gallery;

/// <content>Images as MOCs show them.</content>
internal sealed partial class ImageStore
{
    /// <summary>Selects the images that a MOC shows.</summary>
    public const string OfMoc =
        """
        select link.id, image.id as GalleryImageId, image.image_url as Url, image.title as Alt, image.description as Caption
        from moc_gallery_images link
        join gallery_images image on image.id = link.gallery_image_id
        where link.moc_id = @mocId
        order by image.created_at, link.id
        """;

    /// <summary>Deletes those images of a user's MOC that no other MOC, no album and no cover shows. The links go with them.</summary>
    public const string DeleteOrphans =
        """
        delete from gallery_images image
        using moc_gallery_images own, moc_instructions moc
        where own.gallery_image_id = image.id and own.moc_id = moc.id
            and moc.id = @mocId and moc.user_id = @userId
            and image.user_id = @userId
            and image.album_id is null
            and not exists (
                select 1 from moc_gallery_images link where link.gallery_image_id = image.id and link.moc_id <> @mocId)
            and not exists (select 1 from gallery_albums album where album.cover_image_id = image.id)
        returning image.id, image.image_url as ImageUrl, image.thumbnail_url as ThumbnailUrl
        """;
}
