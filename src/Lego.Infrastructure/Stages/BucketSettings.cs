namespace Lego.Infrastructure.Stages;

/// <summary>The bucket of files and images.</summary>
public sealed record BucketSettings
{
    /// <summary>True keeps what was overwritten or deleted for 90 days.</summary>
    public bool Versioned { get; set; }
}
