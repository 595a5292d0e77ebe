using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Data;

/// <summary>The bucket of MOC files and images.</summary>
internal static class FileBucket
{
    /// <summary>Id under which the requests of the whole bucket are counted; without it S3 publishes sizes only.</summary>
    public const string MetricsFilter = "EntireBucket";

    public static Bucket Create(Construct scope, StageSettings settings) => new(scope, "Bucket", new BucketProps
    {
        BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
        // The functions ask for AES256 with each upload, so another key would never be used.
        Encryption = BucketEncryption.S3_MANAGED,
        EnforceSSL = true,
        MinimumTLSVersion = 1.2,
        Versioned = settings.Bucket.Versioned,
        Metrics = [new BucketMetrics { Id = MetricsFilter }],
        LifecycleRules = [.. LifecycleRules()],
        Cors = settings.Api.CorsOrigins.Count == 0 ? null : [CorsRule(settings.Api.CorsOrigins)],
        RemovalPolicy = Removal.Of(settings),
    });

    private static IEnumerable<LifecycleRule> LifecycleRules()
    {
        yield return new LifecycleRule
        {
            Id = "seldom-read",
            Transitions = [new Transition { StorageClass = StorageClass.INFREQUENT_ACCESS, TransitionAfter = Duration.Days(90) }],
        };
        yield return new LifecycleRule
        {
            Id = "moc-files",
            Prefix = "mocs/",
            Transitions = [new Transition { StorageClass = StorageClass.INTELLIGENT_TIERING, TransitionAfter = Duration.Days(30) }],
        };
        yield return new LifecycleRule { Id = "temporary", Prefix = "temp/", Expiration = Duration.Days(7) };
        yield return new LifecycleRule
        {
            Id = "old-versions",
            NoncurrentVersionTransitions = [new NoncurrentVersionTransition { StorageClass = StorageClass.GLACIER, TransitionAfter = Duration.Days(30) }],
            NoncurrentVersionExpiration = Duration.Days(90),
        };
        // Parts that an ended function has left; they are paid for and not seen in any list.
        yield return new LifecycleRule { Id = "unfinished-uploads", AbortIncompleteMultipartUploadAfter = Duration.Days(7) };
    }

    private static CorsRule CorsRule(IReadOnlyList<string> origins) => new()
    {
        AllowedOrigins = [.. origins],
        AllowedMethods = [HttpMethods.GET, HttpMethods.PUT, HttpMethods.POST, HttpMethods.DELETE, HttpMethods.HEAD],
        AllowedHeaders = ["*"],
        ExposedHeaders = ["ETag"],
        MaxAge = 3000,
    };
}
