using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Logging;

namespace Lego.Functions.Shared;

/// <summary>The bucket: uploads, deletes and signed links, each call traced and tried again as far as it is worth it.</summary>
internal sealed partial class ObjectStorage : IDisposable
{
    private const int DeleteBatch = 1000;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CleanUpTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(5);

    private readonly AmazonS3Client _client;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly bool _isPlainHttp;
    private readonly string _host;
    private readonly Retry _reads;
    private readonly Retry _uploads;
    private readonly Retry _deletes;

    public ObjectStorage(AppSettings settings, HandlerOptions options, Func<double> random)
    {
        Bucket = settings.Bucket;
        _clock = options.Clock;
        _logger = options.LoggerFactory.CreateLogger(nameof(ObjectStorage));
        _host = $"{settings.Bucket}.s3.{settings.Region}.amazonaws.com";
        _isPlainHttp = settings.StoreEndpoint.StartsWith("http:", StringComparison.OrdinalIgnoreCase);
        _client = CreateClient(settings);
        _reads = new Retry(RetryRule.Default, StorageErrors.IsRetryable, options, random);
        _uploads = new Retry(RetryRule.Upload, StorageErrors.IsRetryable, options, random);
        _deletes = new Retry(RetryRule.ObjectDelete, StorageErrors.IsRetryable, options, random);
    }

    public string Bucket { get; }

    /// <summary>The URL that rows keep for an object.</summary>
    public string UrlOf(string key) => $"https://{_host}/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}";

    /// <summary>
    /// A user's folder in keys. A user pool's ids are as they stand; any other becomes one segment, which lies in nobody else's folder and
    /// which no URL loses on its way.
    /// </summary>
    public static string FolderOf(string userId) =>
        userId is "." or ".." ? userId.Replace(".", "%2E", StringComparison.Ordinal) : Uri.EscapeDataString(userId);

    /// <summary>The key of a stored URL, or null when it does not point into our bucket: a foreign object is never touched.</summary>
    public string? KeyOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && string.Equals(parsed.Host, _host, StringComparison.OrdinalIgnoreCase)
        && parsed.AbsolutePath.Length > 1
            ? Uri.UnescapeDataString(parsed.AbsolutePath[1..])
            : null;

    /// <summary>Deletes objects; one that is not there counts as deleted.</summary>
    public async Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 1)
        {
            await CallAsync(
                _deletes, "DeleteObject", keys[0], token => _client.DeleteObjectAsync(Bucket, keys[0], token), cancellationToken);
            return;
        }

        foreach (var batch in keys.Chunk(DeleteBatch))
        {
            var request = new DeleteObjectsRequest { BucketName = Bucket, Objects = [.. batch.Select(key => new KeyVersion { Key = key })], Quiet = true };
            await CallAsync(_deletes, "DeleteObjects", null, token => _client.DeleteObjectsAsync(request, token), cancellationToken);
        }
    }

    /// <summary>Deletes the objects of rows that are gone, best effort; URLs that are not ours are left alone.</summary>
    public async Task CleanUpAsync(IEnumerable<string?> urls)
    {
        List<string> keys = [.. urls.Select(KeyOf).OfType<string>()];
        if (keys.Count > 0)
        {
            await BestEffort.RunAsync(_logger, "s3:delete", async () =>
            {
                // Not the request's own token: what a cancelled request leaves behind would stay for ever.
                using var patience = new CancellationTokenSource(CleanUpTimeout, _clock);
                await DeleteAsync(keys, patience.Token);
            });
        }
    }

    /// <summary>
    /// Deletes the objects of rows that could not be written, best effort. Where the rows may be there all the same the objects stay: an
    /// object too many costs little until it is swept up, a row without its object is broken.
    /// </summary>
    public Task CleanUpAfterAsync(Exception failure, IEnumerable<string?> urls)
    {
        if (!WriteOutcome.IsUnknown(failure))
        {
            return CleanUpAsync(urls);
        }

        LeftBehind(_logger, urls.Count(url => KeyOf(url) is not null));
        return Task.CompletedTask;
    }

    /// <summary>A link that downloads an object without credentials. Made here, without a call to S3.</summary>
    public Task<string> PresignDownloadAsync(string key, string disposition, string contentType, DateTimeOffset expiresAt) =>
        TraceCalls.TraceWork("s3:presign", async subsegment =>
        {
            subsegment.Annotate("bucket", Bucket);
            subsegment.Annotate("operation", "presign");
            return await _client.GetPreSignedURLAsync(new GetPreSignedUrlRequest
            {
                BucketName = Bucket,
                Key = key,
                Verb = HttpVerb.GET,
                Protocol = _isPlainHttp ? Protocol.HTTP : Protocol.HTTPS,
                Expires = expiresAt.UtcDateTime,
                ResponseHeaderOverrides = new ResponseHeaderOverrides { ContentDisposition = disposition, ContentType = contentType },
            });
        });

    public void Dispose() => _client.Dispose();

    private Task<T> CallAsync<T>(
        Retry retry, string operation, string? key, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse =>
        retry.RunAsync("s3:" + operation, token => CallOnceAsync(operation, key, call, token), cancellationToken);

    private Task<T> CallOnceAsync<T>(string operation, string? key, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse =>
        TraceCalls.TraceS3(operation, Bucket, key, async subsegment =>
        {
            try
            {
                var response = await call(cancellationToken);
                subsegment.SetAwsResponse(
                    (int)response.HttpStatusCode,
                    response.ResponseMetadata?.RequestId,
                    response.ResponseMetadata?.Metadata.TryGetValue("x-amz-id-2", out var extended) == true ? extended : null,
                    response.ContentLength);
                return response;
            }
            catch (Exception exception) when (StorageErrors.IsStorage(exception, cancellationToken))
            {
                if (exception is AmazonServiceException { StatusCode: not 0 } answered)
                {
                    subsegment.SetAwsResponse((int)answered.StatusCode, answered.RequestId, (answered as AmazonS3Exception)?.AmazonId2);
                }

                throw StorageErrors.Map(exception);
            }
        });

    /// <summary>
    /// S3 answers with the entity tag of what it has stored or gives. A success without one comes of something else on the way, and is none.
    /// </summary>
    private static T WithTag<T>(T response, string? tag)
        where T : AmazonWebServiceResponse =>
        string.IsNullOrEmpty(tag)
            ? throw new ExternalServiceException(StorageErrors.Service, ExternalServiceErrorKind.Other, "UnreadableAnswer")
            : response;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Objects stay, since their rows may have been written")]
    private static partial void LeftBehind(ILogger logger, int objects);

    private static AmazonS3Client CreateClient(AppSettings settings)
    {
        var config = new AmazonS3Config
        {
            // The table of retries is ours; two layers of them would multiply.
            MaxErrorRetry = 0,
            Timeout = CallTimeout,
            ConnectTimeout = ConnectTimeout,
        };
        if (settings.StoreEndpoint.Length > 0)
        {
            config.ServiceURL = settings.StoreEndpoint;
            config.ForcePathStyle = true;
            config.AuthenticationRegion = settings.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        }

        return settings.Keys switch
        {
            { SessionToken: { } token } keys => new AmazonS3Client(new SessionAWSCredentials(keys.Id, keys.Secret, token), config),
            { } keys => new AmazonS3Client(new BasicAWSCredentials(keys.Id, keys.Secret), config),
            null => new AmazonS3Client(config),
        };
    }
}
