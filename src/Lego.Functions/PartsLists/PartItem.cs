using System.Text.Json.Serialization;

namespace Lego.Functions.PartsLists;

/// <summary>An item of a parts list.</summary>
internal sealed record PartItem
{
    public Guid Id { get; init; }

    [JsonIgnore]
    public Guid PartsListId { get; init; }

    public string PartNumber { get; init; } = "";

    public string PartName { get; init; } = "";

    public int Quantity { get; init; }

    public string? ColorId { get; init; }

    public string ColorName { get; init; } = "";

    public string? Category { get; init; }

    public string? ImageUrl { get; init; }

    public bool Acquired { get; init; }
}
