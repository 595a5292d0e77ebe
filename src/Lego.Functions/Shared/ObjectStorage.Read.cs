using Amazon.S3;
using Amazon.S3.Model;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Shared;

/// <content>Reading, and links for uploads.</content>
internal sealed partial class ObjectStorage
{
    /// <summary>What the bucket says of an object, or null when there is none.</summary>
    public async Task<ObjectHead?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var head = await CallAsync(_reads, "HeadObject", key, async token =>
            {
                var answer = await _client.GetObjectMetadataAsync(Bucket, key, token);
                return WithTag(answer, answer.ETag);
            },
            cancellationToken);
            return new ObjectHead(head.ContentLength, head.Headers.ContentType);
        }
        catch (ExternalServiceException exception) when (exception.ErrorName is "NotFound" or "NoSuchKey")
        {
            return null;
        }
    }

    /// <summary>Reads an object into memory.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="maxBytes">How much is of use; of a larger object one byte more is read, so that a reader sees that it is larger.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its content, or null when it is not there.</returns>
    public async Task<MemoryStream?> ReadAsync(string key, int maxBytes, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        try
        {
            await CallAsync(
                _reads,
                "GetObject",
                key,
                async token =>
                {
                    content.SetLength(0);
                    using var response = await _client.GetObjectAsync(Bucket, key, token);
                    WithTag(response, response.ETag);
                    await CopyAsync(response.ResponseStream, content, maxBytes + 1, token);
                    return response;
                },
                cancellationToken);
            content.Position = 0;
            return content;
        }
        catch (ExternalServiceException exception) when (exception.ErrorName is "NoSuchKey" or "NotFound")
        {
            return null;
        }
    }

    /// <summary>
    /// A link that uploads an object without credentials, but only with this type, length and metadata. Made here, without a call to S3.
    /// The length is signed but not among the headers to send: every client states it by itself, and a browser lets no script do it.
    /// </summary>
    public Task<PresignedUpload> PresignUploadAsync(
        string key, string contentType, long length, IReadOnlyDictionary<string, string> metadata, DateTimeOffset expiresAt) =>
        TraceCalls.TraceWork("s3:presign", async subsegment =>
        {
            subsegment.Annotate("bucket", Bucket);
            subsegment.Annotate("operation", "presign");
            var request = new GetPreSignedUrlRequest
            {
                BucketName = Bucket,
                Key = key,
                Verb = HttpVerb.PUT,
                Protocol = _isPlainHttp ? Protocol.HTTP : Protocol.HTTPS,
                Expires = expiresAt.UtcDateTime,
                ContentType = contentType,
            };
            request.Headers.ContentLength = length;
            AddTo(request.Metadata, metadata);
            Dictionary<string, string> headers = new() { ["Content-Type"] = contentType };
            foreach (var name in request.Metadata.Keys)
            {
                headers[name] = request.Metadata[name];
            }

            return new PresignedUpload(await _client.GetPreSignedURLAsync(request), headers);
        });

    private static async Task CopyAsync(Stream source, MemoryStream target, int maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        int count;
        do
        {
            var wanted = (int)Math.Min(buffer.Length, maxBytes - target.Length);
            count = await source.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken);
            target.Write(buffer, 0, count);
        }
        while (count > 0 && target.Length < maxBytes);
    }
}
