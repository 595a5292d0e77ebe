using System.Collections.Frozen;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>
/// The names that X-Ray draws nodes by. Source: AWS X-Ray developer guide, "Inferred segments": a node of a service is named after the
/// subsegment, and those of S3, DynamoDB, SQS, SNS and Lambda after the resource.
/// </summary>
internal static class AwsNames
{
    internal const string S3 = "S3";
    internal const string DynamoDB = "DynamoDB";
    internal const string Sqs = "SQS";
    internal const string Sns = "SNS";
    internal const string Lambda = "Lambda";

    // The .NET SDK kept names of its own for these, from before S3's API had a model. Source: Amazon S3 API reference.
    private static readonly FrozenDictionary<string, string> S3Operations = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CopyPart"] = "UploadPartCopy",
        ["GetObjectMetadata"] = "HeadObject",
        ["InitiateMultipartUpload"] = "CreateMultipartUpload",
        ["PutBucket"] = "CreateBucket",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A service's id without its blanks: <c>Cognito Identity Provider</c> is <c>CognitoIdentityProvider</c>.</summary>
    internal static string Service(string serviceId) => serviceId.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The service's own name of an operation.</summary>
    internal static string Operation(string service, string operation) =>
        service == S3 && S3Operations.TryGetValue(operation, out var name) ? name : operation;
}
