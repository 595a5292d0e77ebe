namespace Lego.Functions.Shared.Images;

/// <summary>What an image is made into: how wide at most, whether cut to a centred square, and how good.</summary>
internal sealed record ImageSpec(int MaxWidth, bool IsSquare = false, int Quality = 80)
{
    public static readonly ImageSpec Gallery = new(2048);

    public static readonly ImageSpec GalleryThumbnail = new(400);

    public static readonly ImageSpec Wishlist = new(800);

    public static readonly ImageSpec Avatar = new(256, IsSquare: true);
}
