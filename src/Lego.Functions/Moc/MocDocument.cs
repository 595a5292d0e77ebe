namespace Lego.Functions.Moc;

/// <summary>A MOC as the index knows it.</summary>
internal sealed record MocDocument(
    Guid Id,
    string UserId,
    string Type,
    string? Theme,
    string? Subtheme,
    string? SetNumber,
    string? ThumbnailUrl,
    string Title,
    string? Description,
    string? Author,
    string? Brand,
    string[]? Tags,
    int? PartsCount,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    DateTime? UploadedDate)
{
    public static MocDocument Of(Moc moc) => new(
        moc.Id,
        moc.UserId,
        moc.Type,
        moc.Theme,
        moc.Subtheme,
        moc.SetNumber,
        moc.ThumbnailUrl,
        moc.Title,
        moc.Description,
        moc.Author,
        moc.Brand,
        moc.Tags,
        moc.PartsCount,
        moc.CreatedAt,
        moc.UpdatedAt,
        moc.UploadedDate);
}
