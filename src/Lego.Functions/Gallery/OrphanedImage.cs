namespace Lego.Functions.Gallery;

/// <summary>An image that was deleted because nothing shows it any more.</summary>
internal sealed record OrphanedImage
{
    public Guid Id { get; init; }

    public string ImageUrl { get; init; } = "";

    public string? ThumbnailUrl { get; init; }
}
