namespace Lego.Deployment.Packages;

/// <summary>Sizes that Lambda accepts. Source: AWS Lambda developer guide, Lambda quotas.</summary>
internal static class PackageLimits
{
    /// <summary>Zipped bytes of a direct upload; what is larger has to go through S3.</summary>
    public const long DirectUploadBytes = 50L * 1024 * 1024;

    /// <summary>Unzipped bytes, layers included.</summary>
    public const long UnzippedBytes = 250L * 1024 * 1024;
}
