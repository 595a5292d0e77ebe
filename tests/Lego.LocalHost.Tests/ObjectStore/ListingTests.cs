using Amazon.S3;
using Amazon.S3.Model;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class ListingTests
{
    [Test]
    public async Task Pages_join_to_all_keys_in_byte_order_without_gap_or_double()
    {
        await using var scope = await StoreScope.StartAsync();
        // In UTF-16 the last two would change places.
        string[] keys = ["A", "a", "a b", "a+b", "a/1", "a/2", "b", "ä", "\uFF5E", "😀"];
        await PutAsync(scope, keys.Reverse());

        var pages = new List<ListObjectsV2Response>();
        string? token = null;
        do
        {
            var page = await scope.Client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = StoreScope.Bucket, MaxKeys = 3, ContinuationToken = token });
            pages.Add(page);
            token = page.NextContinuationToken;
        }
        while (token is not null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pages.SelectMany(page => page.S3Objects).Select(found => found.Key), Is.EqualTo(keys));
            Assert.That(pages.Select(page => page.KeyCount), Is.EqualTo(new[] { 3, 3, 3, 1 }));
            Assert.That(pages.Select(page => page.IsTruncated), Is.EqualTo(new[] { true, true, true, false }));
        }
    }

    [Test]
    public async Task Delimiter_groups_keys_and_pages_do_not_repeat_a_group([Values(1, 2, 3, 10)] int pageSize)
    {
        await using var scope = await StoreScope.StartAsync();
        await PutAsync(scope, ["p/a/1", "p/a/2", "p/b", "p/c/1", "p/c/2", "p/c/3", "p/d", "q"]);
        var (objects, groups) = (new List<string>(), new List<string>());

        var request = new ListObjectsV2Request { BucketName = StoreScope.Bucket, Prefix = "p/", Delimiter = "/", MaxKeys = pageSize };
        ListObjectsV2Response page;
        do
        {
            page = await scope.Client.ListObjectsV2Async(request);
            objects.AddRange((page.S3Objects ?? []).Select(found => found.Key));
            groups.AddRange(page.CommonPrefixes ?? []);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(objects, Is.EqualTo(new[] { "p/b", "p/d" }));
            Assert.That(groups, Is.EqualTo(new[] { "p/a/", "p/c/" }));
        }
    }

    [Test]
    public async Task First_version_of_the_listing_pages_by_marker([Values(1, 2, 10)] int pageSize)
    {
        await using var scope = await StoreScope.StartAsync();
        await PutAsync(scope, ["a/", "a/1", "a/x/1", "a/x/2", "a/y"]);
        var found = new List<string>();

        var request = new ListObjectsRequest { BucketName = StoreScope.Bucket, Prefix = "a/", Delimiter = "/", MaxKeys = pageSize };
        ListObjectsResponse page;
        do
        {
            page = await scope.Client.ListObjectsAsync(request);
            found.AddRange((page.S3Objects ?? []).Select(entry => entry.Key).Concat(page.CommonPrefixes ?? []));
            request.Marker = page.NextMarker;
        }
        while (page.IsTruncated == true);

        Assert.That(found, Is.EquivalentTo(new[] { "a/", "a/1", "a/x/", "a/y" }));
    }

    [Test]
    public async Task Start_after_begins_behind_a_key_that_need_not_exist()
    {
        await using var scope = await StoreScope.StartAsync();
        await PutAsync(scope, ["a", "b", "d"]);

        var page = await scope.Client.ListObjectsV2Async(new() { BucketName = StoreScope.Bucket, StartAfter = "b0" });

        Assert.That(page.S3Objects.Select(found => found.Key), Is.EqualTo(new[] { "d" }));
    }

    [Test]
    public async Task Keys_that_xml_cannot_hold_are_listed_url_encoded_on_request()
    {
        await using var scope = await StoreScope.StartAsync();
        const string Key = "line\u0001break\r\n &<>'\" end";
        await PutAsync(scope, [Key]);

        var page = await scope.Client.ListObjectsV2Async(new() { BucketName = StoreScope.Bucket, Encoding = EncodingType.Url });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Encoding, Is.EqualTo(EncodingType.Url));
            Assert.That(Uri.UnescapeDataString(page.S3Objects.Single().Key), Is.EqualTo(Key));
        }
    }

    [Test]
    public async Task Listing_shows_size_tag_and_time_of_an_object()
    {
        await using var scope = await StoreScope.StartAsync();
        var put = await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "12345" });

        var found = (await scope.Client.ListObjectsV2Async(new() { BucketName = StoreScope.Bucket })).S3Objects.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Size, Is.EqualTo(5));
            Assert.That(found.ETag, Is.EqualTo(put.ETag));
            Assert.That(found.StorageClass, Is.EqualTo(S3StorageClass.Standard));
            Assert.That(found.LastModified!.Value.ToUniversalTime(),
                Is.EqualTo(TimeProvider.System.GetUtcNow().UtcDateTime).Within(TimeSpan.FromMinutes(1)));
        }
    }

    private static async Task PutAsync(StoreScope scope, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            await scope.Client.PutObjectAsync(new PutObjectRequest { BucketName = StoreScope.Bucket, Key = key, ContentBody = key });
        }
    }
}
