using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>DELETE of one object and POST ?delete of up to a thousand; a key that is not there counts as deleted.</summary>
internal sealed class ObjectDeleter(BucketCatalog buckets)
{
    private const int MaxKeys = 1000;

    // A thousand keys of 1024 bytes, each of which may be escaped, with the elements around them.
    private const int MaxDocumentBytes = 8 * 1024 * 1024;

    public Task DeleteAsync(S3Request request, CancellationToken cancellationToken)
    {
        buckets.Get(request.Bucket).Delete(request.Key);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public async Task DeleteManyAsync(S3Request request, CancellationToken cancellationToken)
    {
        var bucket = buckets.Get(request.Bucket);
        var declared = BodyDeclaration.Read(request, hasChecksum: true);
        if (declared.Md5 is null && declared.Checksum is null)
        {
            throw S3Errors.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }

        using var body = await BodyReceiver.ReceiveDocumentAsync(request, MaxDocumentBytes, hasChecksum: true, cancellationToken);
        var document = await S3Xml.ReadAsync(body, "Delete", cancellationToken);
        var objects = document.Children("Object")
            .Select(element => (Key: element.ChildText("Key") ?? throw S3Errors.MalformedXml(), Version: element.ChildText("VersionId")))
            .ToList();
        if (objects.Count is 0 or > MaxKeys || objects.Any(named => named.Key.Length == 0)) throw S3Errors.MalformedXml();
        var isQuiet = document.ChildText("Quiet") is "true" or "1";
        var unknown = objects.Where(named => !string.IsNullOrEmpty(named.Version) && named.Version != "null").ToList();
        var deleted = objects.Except(unknown).ToList();
        foreach (var (key, _) in deleted) bucket.Delete(key);
        await request.Response.WriteXmlAsync("DeleteResult", xml =>
        {
            foreach (var (key, _) in isQuiet ? [] : deleted)
            {
                xml.WriteStartElement("Deleted");
                xml.Text("Key", key);
                xml.WriteEndElement();
            }

            foreach (var (key, version) in unknown)
            {
                xml.WriteStartElement("Error");
                xml.Text("Key", key);
                xml.Text("VersionId", version!);
                xml.Text("Code", "NoSuchVersion");
                xml.Text("Message", "The specified version does not exist.");
                xml.WriteEndElement();
            }
        }, cancellationToken);
    }
}
