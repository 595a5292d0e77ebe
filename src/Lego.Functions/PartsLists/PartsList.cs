namespace Lego.Functions.PartsLists;

/// <summary>A list of the parts of a MOC, as its row and as the API shows it.</summary>
internal record PartsList
{
    public Guid Id { get; init; }

    public Guid MocId { get; init; }

    public Guid? FileId { get; init; }

    public string Name { get; init; } = "";

    public string? Description { get; init; }

    public string Status { get; init; } = "";

    public bool Built { get; init; }

    public bool Purchased { get; init; }

    public int TotalParts { get; init; }

    public int CompletedParts { get; init; }

    /// <summary>Decimal text with two places.</summary>
    public string InventoryPercentage { get; init; } = "";

    /// <summary>Decimal text, which keeps what a JSON number may lose.</summary>
    public string? CostEstimate { get; init; }

    public string? ActualCost { get; init; }

    public string? Notes { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }
}
