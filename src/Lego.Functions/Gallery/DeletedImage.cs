namespace Lego.Functions.Gallery;

/// <summary>What is left to do after an image's row is gone: its objects, and what showed it.</summary>
internal sealed record DeletedImage
{
    public string ImageUrl { get; init; } = "";

    public string? ThumbnailUrl { get; init; }

    public Guid? AlbumId { get; init; }

    /// <summary>Ids of the albums whose cover it was, with commas.</summary>
    public string? Covered { get; init; }

    /// <summary>Ids of the MOCs that showed it, with commas.</summary>
    public string? Linked { get; init; }

    public IEnumerable<Guid> Albums => Ids(Covered).Concat(AlbumId is { } album ? [album] : []).Distinct();

    public IEnumerable<Guid> Mocs => Ids(Linked);

    private static IEnumerable<Guid> Ids(string? text) => text is null ? [] : text.Split(',').Select(Guid.Parse);
}
