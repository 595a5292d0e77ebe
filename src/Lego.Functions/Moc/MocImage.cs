using System.Text.Json;

namespace Lego.Functions.Moc;

/// <summary>An image of the gallery in the list of a MOC's images.</summary>
internal sealed record MocImage(
    Guid Id, string Title, string? Description, string Url, string[]? Tags, DateTime CreatedAt, DateTime LastUpdatedAt);

/// <summary>Its row; jsonb travels as text.</summary>
internal sealed record MocImageRow
{
    public Guid Id { get; init; }

    public string Title { get; init; } = "";

    public string? Description { get; init; }

    public string Url { get; init; } = "";

    public string? Tags { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime LastUpdatedAt { get; init; }

    public MocImage ToImage() => new(
        Id, Title, Description, Url, Tags is null ? null : JsonSerializer.Deserialize(Tags, AppJson.TypeInfo<string[]>()), CreatedAt, LastUpdatedAt);
}

/// <summary>That a MOC shows an image.</summary>
internal sealed record MocImageLink
{
    public Guid Id { get; init; }

    public Guid MocId { get; init; }

    public Guid GalleryImageId { get; init; }
}
