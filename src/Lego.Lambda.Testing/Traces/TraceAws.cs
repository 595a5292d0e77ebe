namespace Lego.Lambda.Testing.Traces;

/// <summary>
/// The <c>aws</c> block of a call to an AWS service. Members that the document lacks are null; for others see <see cref="TraceEntity.Json"/>.
/// </summary>
/// <param name="Operation">For example <c>PutObject</c>.</param>
/// <param name="Region">Region of the service.</param>
/// <param name="RequestId">The service's request id.</param>
/// <param name="BucketName">Bucket of S3.</param>
/// <param name="Key">Object key of S3.</param>
/// <param name="TableName">Table of DynamoDB.</param>
/// <param name="QueueUrl">Queue of SQS.</param>
public sealed record TraceAws(
    string? Operation, string? Region, string? RequestId, string? BucketName, string? Key, string? TableName, string? QueueUrl);
