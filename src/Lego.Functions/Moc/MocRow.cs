using System.Text.Json;

namespace Lego.Functions.Moc;

/// <summary>A row of <c>moc_instructions</c>; jsonb travels as text.</summary>
internal sealed record MocRow
{
    public Guid Id { get; init; }

    public string UserId { get; init; } = "";

    public string Type { get; init; } = "";

    public string Title { get; init; } = "";

    public string? Description { get; init; }

    public string? Author { get; init; }

    public string? Brand { get; init; }

    public string? Theme { get; init; }

    public string? Subtheme { get; init; }

    public string? SetNumber { get; init; }

    public int? ReleaseYear { get; init; }

    public bool? Retired { get; init; }

    public int? PartsCount { get; init; }

    public int? TotalPieceCount { get; init; }

    public string? Tags { get; init; }

    public string? ThumbnailUrl { get; init; }

    public DateTime? UploadedDate { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public static string? TagsText(string[]? tags) => tags is null ? null : JsonSerializer.Serialize(tags, AppJson.TypeInfo<string[]>());

    public Moc ToMoc() => new()
    {
        Id = Id,
        UserId = UserId,
        Type = Type,
        Title = Title,
        Description = Description,
        Author = Author,
        Brand = Brand,
        Theme = Theme,
        Subtheme = Subtheme,
        SetNumber = SetNumber,
        ReleaseYear = ReleaseYear,
        Retired = Retired,
        PartsCount = PartsCount,
        TotalPieceCount = TotalPieceCount,
        Tags = Tags is null ? null : JsonSerializer.Deserialize(Tags, AppJson.TypeInfo<string[]>()),
        ThumbnailUrl = ThumbnailUrl,
        UploadedDate = UploadedDate,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
