using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Calls with the AWS SDK for .NET.</summary>
internal static class S3Calls
{
    public static AmazonS3Client Client(string server) => new(
        new BasicAWSCredentials("local", "local"),
        new AmazonS3Config { ServiceURL = server, AuthenticationRegion = "eu-central-1", ForcePathStyle = true, MaxErrorRetry = 0 });

    public static Task<PutObjectResponse> PutAsync(AmazonS3Client s3, string key) =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = "models", Key = key, ContentBody = "bricks" });

    public static string? ExtendedRequestId(AmazonWebServiceResponse answer) =>
        answer.ResponseMetadata.Metadata.TryGetValue("x-amz-id-2", out var id) ? id : null;
}
