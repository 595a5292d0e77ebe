using System.Text.Json.Serialization;
using Lego.Functions.Shared;

namespace Lego.Functions.Gallery;

/// <summary>An image of a user's gallery.</summary>
internal sealed record GalleryImage : IOwned, ISearchHit<GalleryImage>
{
    public Guid Id { get; init; }

    public required string UserId { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public string[]? Tags { get; init; }

    public required string ImageUrl { get; init; }

    public string? ThumbnailUrl { get; init; }

    public Guid? AlbumId { get; init; }

    public bool Flagged { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime LastUpdatedAt { get; init; }

    /// <summary>How well it fits a search; only there when the index found it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }

    public GalleryImage WithScore(double score) => this with { Score = score };
}
