using Amazon.S3;
using Amazon.S3.Model;

namespace Lego.Functions.Shared;

/// <content>Uploads.</content>
internal sealed partial class ObjectStorage
{
    private const long PartBytes = 5 * 1024 * 1024;

    /// <summary>Stores a file, in parts when it is large; then nothing is left behind when a part fails.</summary>
    public Task UploadAsync(
        string key, UploadedFile file, string contentType, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken) =>
        file.Length > PartBytes
            ? UploadPartsAsync(key, file, contentType, metadata, cancellationToken)
            : UploadWholeAsync(key, file, contentType, metadata, cancellationToken);

    private async Task UploadWholeAsync(
        string key, UploadedFile file, string contentType, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken) =>
        await CallAsync(
            _uploads,
            "PutObject",
            key,
            async token =>
            {
                // A stream of its own for each attempt: the client may have read some of the last one.
                await using var content = file.OpenRead();
                var request = new PutObjectRequest
                {
                    BucketName = Bucket,
                    Key = key,
                    InputStream = content,
                    AutoCloseStream = false,
                    ContentType = contentType,
                    ServerSideEncryptionMethod = ServerSideEncryptionMethod.AES256,
                };
                AddTo(request.Metadata, metadata);
                var stored = await _client.PutObjectAsync(request, token);
                return WithTag(stored, stored.ETag);
            },
            cancellationToken);

    private async Task UploadPartsAsync(
        string key, UploadedFile file, string contentType, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        var start = new InitiateMultipartUploadRequest
        {
            BucketName = Bucket,
            Key = key,
            ContentType = contentType,
            ServerSideEncryptionMethod = ServerSideEncryptionMethod.AES256,
        };
        AddTo(start.Metadata, metadata);
        var upload = await CallAsync(
            _uploads, "CreateMultipartUpload", key, token => _client.InitiateMultipartUploadAsync(start, token), cancellationToken);
        var done = false;
        try
        {
            List<PartETag> parts = [];
            for (long position = 0; position < file.Length; position += PartBytes)
            {
                parts.Add(await UploadPartAsync(upload.UploadId, key, file, position, cancellationToken));
            }

            var complete = new CompleteMultipartUploadRequest { BucketName = Bucket, Key = key, UploadId = upload.UploadId, PartETags = parts };
            await CallAsync(
                _uploads, "CompleteMultipartUpload", key, token => _client.CompleteMultipartUploadAsync(complete, token), cancellationToken);
            done = true;
        }
        finally
        {
            if (!done)
            {
                await AbortAsync(key, upload.UploadId);
            }
        }
    }

    private async Task<PartETag> UploadPartAsync(
        string uploadId, string key, UploadedFile file, long position, CancellationToken cancellationToken)
    {
        var number = (int)(position / PartBytes) + 1;
        var response = await CallAsync(
            _uploads,
            "UploadPart",
            key,
            async token =>
            {
                await using var content = file.OpenRead();
                content.Position = position;
                var request = new UploadPartRequest
                {
                    BucketName = Bucket,
                    Key = key,
                    UploadId = uploadId,
                    PartNumber = number,
                    PartSize = Math.Min(PartBytes, file.Length - position),
                    InputStream = content,
                };
                var stored = await _client.UploadPartAsync(request, token);
                return WithTag(stored, stored.ETag);
            },
            cancellationToken);
        return new PartETag(number, response.ETag);
    }

    /// <summary>Parts that nobody completes or aborts are stored, and paid for, for ever. Also after a cancelled request.</summary>
    private async Task AbortAsync(string key, string uploadId) => await BestEffort.RunAsync(_logger, "s3:AbortMultipartUpload", async () =>
    {
        using var patience = new CancellationTokenSource(AbortTimeout, _clock);
        await CallOnceAsync(
            "AbortMultipartUpload", key, token => _client.AbortMultipartUploadAsync(Bucket, key, uploadId, token), patience.Token);
    });

    private static void AddTo(MetadataCollection target, IReadOnlyDictionary<string, string> metadata)
    {
        foreach (var (name, value) in metadata)
        {
            target.Add(name, value);
        }
    }
}
