namespace Lego.Functions.Gallery;

/// <summary>A gallery image as a MOC shows it; <c>Id</c> is the link's.</summary>
internal sealed record LinkedImage
{
    public Guid Id { get; init; }

    public Guid GalleryImageId { get; init; }

    public string Url { get; init; } = "";

    public string? Alt { get; init; }

    public string? Caption { get; init; }
}
