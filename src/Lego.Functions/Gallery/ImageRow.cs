using System.Text.Json;

namespace Lego.Functions.Gallery;

/// <summary>A row of <c>gallery_images</c>; jsonb travels as text.</summary>
internal sealed record ImageRow
{
    public Guid Id { get; init; }

    public string UserId { get; init; } = "";

    public string Title { get; init; } = "";

    public string? Description { get; init; }

    public string? Tags { get; init; }

    public string ImageUrl { get; init; } = "";

    public string? ThumbnailUrl { get; init; }

    public Guid? AlbumId { get; init; }

    public bool Flagged { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime LastUpdatedAt { get; init; }

    /// <summary>The album it was in before a change; only read by the statement that changes it.</summary>
    public Guid? PreviousAlbumId { get; init; }

    public static string? TagsText(string[]? tags) => tags is null ? null : JsonSerializer.Serialize(tags, AppJson.TypeInfo<string[]>());

    public GalleryImage ToImage() => new()
    {
        Id = Id,
        UserId = UserId,
        Title = Title,
        Description = Description,
        Tags = Tags is null ? null : JsonSerializer.Deserialize(Tags, AppJson.TypeInfo<string[]>()),
        ImageUrl = ImageUrl,
        ThumbnailUrl = ThumbnailUrl,
        AlbumId = AlbumId,
        Flagged = Flagged,
        CreatedAt = CreatedAt,
        LastUpdatedAt = LastUpdatedAt,
    };
}
