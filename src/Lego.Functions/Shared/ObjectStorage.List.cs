using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace Lego.Functions.Shared;

/// <content>Lists.</content>
internal sealed partial class ObjectStorage
{
    /// <summary>All objects under a prefix, by their keys.</summary>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = prefix, ContinuationToken = next };
            var page = await CallAsync(_reads, "ListObjectsV2", null, token => _client.ListObjectsV2Async(request, token), cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                yield return new StoredObject(
                    found.Key, found.LastModified is { } time ? new DateTimeOffset(time.ToUniversalTime()) : DateTimeOffset.MaxValue);
            }

            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }
}
