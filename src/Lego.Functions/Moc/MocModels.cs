using System.Text.Json.Serialization;
using Lego.Functions.Gallery;
using Lego.Functions.PartsLists;
using Lego.Functions.Shared;

namespace Lego.Functions.Moc;

/// <summary>Building instructions of a user, or an official set.</summary>
internal record Moc : IOwned, ISearchHit<Moc>
{
    public Guid Id { get; init; }

    public required string UserId { get; init; }

    public required string Type { get; init; }

    public required string Title { get; init; }

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

    public string[]? Tags { get; init; }

    public string? ThumbnailUrl { get; init; }

    public DateTime? UploadedDate { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public Moc WithScore(double score) => this;
}

/// <summary>A MOC with all that hangs on it.</summary>
internal sealed record MocDetail : Moc
{
    [JsonConstructor]
    public MocDetail()
    {
    }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public MocDetail(Moc moc)
        : base(moc)
    {
    }

    public IReadOnlyList<MocFile> Files { get; init; } = [];

    public IReadOnlyList<LinkedImage> Images { get; init; } = [];

    public IReadOnlyList<PartsList> PartsLists { get; init; } = [];
}

internal sealed record MocFile
{
    public Guid Id { get; init; }

    public Guid MocId { get; init; }

    public string FileType { get; init; } = "";

    public string FileUrl { get; init; } = "";

    public string? OriginalFilename { get; init; }

    public string? MimeType { get; init; }

    public DateTime CreatedAt { get; init; }
}
