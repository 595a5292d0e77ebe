namespace Lego.Functions.Gallery;

/// <summary>An image and the flag that it has got.</summary>
internal sealed record FlaggedImage(GalleryImage Image, ImageFlag Flag);
