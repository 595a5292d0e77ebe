using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Lego.Functions.Tests;

/// <summary>The bucket as another client sees it.</summary>
internal static class TestObjects
{
    public static string KeyOf(string url) => new Uri(url).AbsolutePath[1..];

    public static async Task PutAsync(string key)
    {
        using var client = Client();
        await client.PutObjectAsync(new PutObjectRequest { BucketName = AssemblySetUp.Settings.Bucket, Key = key, ContentBody = "x" });
    }

    /// <summary>Stores that many zero bytes under a type.</summary>
    public static async Task PutAsync(string key, string contentType, int size)
    {
        using var client = Client();
        await client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = AssemblySetUp.Settings.Bucket, Key = key, ContentType = contentType, InputStream = new MemoryStream(new byte[size]),
        });
    }

    public static async Task PutTextAsync(string key, string text)
    {
        using var client = Client();
        await client.PutObjectAsync(new PutObjectRequest { BucketName = AssemblySetUp.Settings.Bucket, Key = key, ContentBody = text });
    }

    /// <summary>The object's bytes and headers, or null.</summary>
    public static async Task<(byte[] Content, GetObjectResponse Response)?> GetAsync(string key)
    {
        using var client = Client();
        try
        {
            using var response = await client.GetObjectAsync(AssemblySetUp.Settings.Bucket, key);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content);
            return (content.ToArray(), response);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public static async Task<int> CountAsync(string prefix)
    {
        using var client = Client();
        var list = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = AssemblySetUp.Settings.Bucket, Prefix = prefix });
        return list.S3Objects?.Count ?? 0;
    }

    /// <summary>The keys under a prefix, each with the tag of its content.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(string prefix)
    {
        using var client = Client();
        var list = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = AssemblySetUp.Settings.Bucket, Prefix = prefix });
        return [.. (list.S3Objects ?? []).Select(found => $"{found.Key} {found.ETag}")];
    }

    private static AmazonS3Client Client()
    {
        var settings = AssemblySetUp.Settings;
        return new AmazonS3Client(
            new BasicAWSCredentials(settings.Keys!.Id, settings.Keys.Secret),
            new AmazonS3Config { ServiceURL = settings.StoreEndpoint, ForcePathStyle = true, AuthenticationRegion = settings.Region });
    }
}
