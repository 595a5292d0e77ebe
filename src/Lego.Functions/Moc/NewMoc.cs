namespace Lego.Functions.Moc;

/// <summary>A MOC or a set to be stored.</summary>
internal sealed record NewMoc(string Type, string Title)
{
    public string? Description { get; init; }

    public string? Author { get; init; }

    public string? Theme { get; init; }

    public string? Subtheme { get; init; }

    public string? Brand { get; init; }

    public string? SetNumber { get; init; }

    public int? PartsCount { get; init; }

    public DateTime? UploadedDate { get; init; }

    public int? ReleaseYear { get; init; }

    public bool? Retired { get; init; }

    public string[]? Tags { get; init; }
}
