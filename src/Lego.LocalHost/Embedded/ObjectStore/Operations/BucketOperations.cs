using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

internal sealed class BucketOperations(ObjectStoreOptions options, BucketCatalog buckets)
{
    private const string FirstRegion = "us-east-1";
    private const int MaxDocumentBytes = 64 * 1024;

    private readonly CorsRule _cors = new(options.CorsOrigins);

    public Task ListAsync(S3Request request, CancellationToken cancellationToken) =>
        request.Response.WriteXmlAsync("ListAllMyBucketsResult", xml =>
        {
            Owner.Write(xml, "Owner");
            xml.WriteStartElement("Buckets");
            foreach (var bucket in buckets.All)
            {
                xml.WriteStartElement("Bucket");
                xml.Text("Name", bucket.Name);
                xml.Text("CreationDate", bucket.Created);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }, cancellationToken);

    public async Task CreateAsync(S3Request request, CancellationToken cancellationToken)
    {
        if (request.Context.Request.ContentLength > 0)
        {
            using var body = await BodyReceiver.ReceiveDocumentAsync(request, MaxDocumentBytes, hasChecksum: true, cancellationToken);
            var document = await S3Xml.ReadAsync(body, "CreateBucketConfiguration", cancellationToken);
            if (document.ChildText("LocationConstraint") is { Length: > 0 } region && region != options.Region)
            {
                throw new S3Exception(400, "IllegalLocationConstraintException",
                    $"The {region} location constraint is incompatible for the region specific endpoint this request was sent to.");
            }
        }

        // S3's first region answers a repeated create with success, all others with an error.
        if (!buckets.Ensure(request.Bucket) && options.Region != FirstRegion)
        {
            throw new S3Exception(409, "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.", ("BucketName", request.Bucket));
        }

        request.Response.Headers.Location = $"/{request.Bucket}";
    }

    public Task HeadAsync(S3Request request, CancellationToken cancellationToken)
    {
        buckets.Get(request.Bucket);
        request.Response.Headers["x-amz-bucket-region"] = options.Region;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(S3Request request, CancellationToken cancellationToken)
    {
        buckets.Delete(request.Bucket);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public Task LocationAsync(S3Request request, CancellationToken cancellationToken)
    {
        buckets.Get(request.Bucket);
        return request.Response.WriteXmlAsync(
            "LocationConstraint", xml => xml.WriteString(options.Region == FirstRegion ? "" : options.Region), cancellationToken);
    }

    /// <summary>No status in the answer means that versioning was never turned on.</summary>
    public Task VersioningAsync(S3Request request, CancellationToken cancellationToken)
    {
        buckets.Get(request.Bucket);
        return request.Response.WriteXmlAsync("VersioningConfiguration", _ => { }, cancellationToken);
    }

    public Task CorsAsync(S3Request request, CancellationToken cancellationToken)
    {
        buckets.Get(request.Bucket);
        return request.Response.WriteXmlAsync("CORSConfiguration", xml =>
        {
            xml.WriteStartElement("CORSRule");
            foreach (var origin in _cors.Origins) xml.Text("AllowedOrigin", origin);
            foreach (var method in CorsRule.Methods) xml.Text("AllowedMethod", method);
            xml.Text("AllowedHeader", "*");
            xml.Text("ExposeHeader", "ETag");
            xml.Text("MaxAgeSeconds", CorsRule.MaxAgeSeconds);
            xml.WriteEndElement();
        }, cancellationToken);
    }
}
