using System.Text.Json.Serialization;
using Lego.Functions.Shared;

namespace Lego.Functions.Gallery;

/// <summary>An album of a user's gallery.</summary>
internal record Album : IOwned
{
    public Guid Id { get; init; }

    public string UserId { get; init; } = "";

    public string Title { get; init; } = "";

    public string? Description { get; init; }

    public Guid? CoverImageId { get; init; }

    public string? CoverImageUrl { get; init; }

    public int ImageCount { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime LastUpdatedAt { get; init; }
}

/// <summary>An album with its images.</summary>
internal sealed record AlbumDetail : Album
{
    [JsonConstructor]
    public AlbumDetail()
    {
    }

    public AlbumDetail(Album album, IReadOnlyList<GalleryImage> images)
        : base(album)
    {
        Images = images;
    }

    public IReadOnlyList<GalleryImage> Images { get; init; } = [];
}
