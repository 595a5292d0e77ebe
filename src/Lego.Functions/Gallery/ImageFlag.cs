namespace Lego.Functions.Gallery;

/// <summary>A user's objection to an image.</summary>
internal sealed record ImageFlag
{
    public Guid Id { get; init; }

    public Guid ImageId { get; init; }

    public string UserId { get; init; } = "";

    public string? Reason { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime LastUpdatedAt { get; init; }
}
