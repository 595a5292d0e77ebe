using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace Lego.Functions.Shared;

/// <content>Lists.</content>
internal sealed partial class ObjectStorage
{
    /// <summary>Up to 1,000 objects under a prefix, by their keys.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="after">The last key of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ObjectPage> ListPageAsync(string prefix, string? after, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = prefix, StartAfter = after };
        var page = await CallAsync(_reads, "ListObjectsV2", null, token => _client.ListObjectsV2Async(request, token), cancellationToken);
        List<StoredObject> objects =
        [
            .. (page.S3Objects ?? []).Select(found => new StoredObject(
                found.Key, found.LastModified is { } time ? new DateTimeOffset(time.ToUniversalTime()) : DateTimeOffset.MaxValue)),
        ];
        return new ObjectPage(objects, page.IsTruncated != true || objects.Count == 0);
    }

    /// <summary>All objects under a prefix, by their keys.</summary>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectPage? page = null;
        do
        {
            page = await ListPageAsync(prefix, page?.Objects[^1].Key, cancellationToken);
            foreach (var found in page.Objects)
            {
                yield return found;
            }
        }
        while (!page.IsLast);
    }
}
