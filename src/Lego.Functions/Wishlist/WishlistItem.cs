using System.Text.Json.Serialization;
using Lego.Functions.Shared;

namespace Lego.Functions.Wishlist;

/// <summary>Something a user would like to have.</summary>
internal sealed record WishlistItem : IOwned, ISearchHit<WishlistItem>
{
    public Guid Id { get; init; }

    public string UserId { get; init; } = "";

    public string Title { get; init; } = "";

    public string? Description { get; init; }

    public string? ProductLink { get; init; }

    public string? ImageUrl { get; init; }

    public int? ImageWidth { get; init; }

    public int? ImageHeight { get; init; }

    public string? Category { get; init; }

    /// <summary>Compared character by character; clients use keys of one width, or times.</summary>
    public string SortOrder { get; init; } = "";

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    /// <summary>How well the index thinks that it fits a search; null, and left out, everywhere else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }

    public WishlistItem WithScore(double score) => this with { Score = score };
}
