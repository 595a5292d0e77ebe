using System.Xml;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>Both versions of listing the objects of a bucket.</summary>
internal sealed class ObjectListing(BucketCatalog buckets)
{
    private const int MaxKeys = 1000;

    public Task ListV2Async(S3Request request, CancellationToken cancellationToken)
    {
        var (query, encoding) = (request.Query, KeyEncoding.Read(request));
        var token = query["continuation-token"];
        var startAfter = query["start-after"];
        var from = string.IsNullOrEmpty(token) ? null : ContinuationToken.Parse(token);
        var after = from?.After ?? (string.IsNullOrEmpty(startAfter) ? null : startAfter);
        var listed = new ListQuery(query["prefix"] ?? "", query["delimiter"] ?? "", after, from?.IsGroup ?? false, ReadMaxKeys(query));
        var page = buckets.Get(request.Bucket).List(listed);
        var withOwner = query["fetch-owner"] == "true";
        return request.Response.WriteXmlAsync("ListBucketResult", xml =>
        {
            WriteStart(xml, request, listed, page, encoding);
            xml.Text("KeyCount", page.Objects.Count + page.Groups.Count);
            if (!string.IsNullOrEmpty(token)) xml.Text("ContinuationToken", token);
            if (!string.IsNullOrEmpty(startAfter)) xml.Text("StartAfter", encoding.Encode(startAfter));
            if (page.IsTruncated) xml.Text("NextContinuationToken", new ContinuationToken(page.Last!, page.IsLastGroup).Text);
            WriteContents(xml, page, encoding, withOwner);
        }, cancellationToken);
    }

    public Task ListV1Async(S3Request request, CancellationToken cancellationToken)
    {
        var (query, encoding) = (request.Query, KeyEncoding.Read(request));
        var (prefix, delimiter, marker) = (query["prefix"] ?? "", query["delimiter"] ?? "", query["marker"] ?? "");
        // The marker of the first version is plain text: one that ends like a group is the group that ended a page.
        var isGroup = delimiter.Length > 0
            && marker.StartsWith(prefix, StringComparison.Ordinal)
            && marker[prefix.Length..].EndsWith(delimiter, StringComparison.Ordinal);
        var listed = new ListQuery(prefix, delimiter, marker.Length == 0 ? null : marker, isGroup, ReadMaxKeys(query));
        var page = buckets.Get(request.Bucket).List(listed);
        return request.Response.WriteXmlAsync("ListBucketResult", xml =>
        {
            WriteStart(xml, request, listed, page, encoding);
            xml.Text("Marker", encoding.Encode(marker));
            if (page.IsTruncated && delimiter.Length > 0) xml.Text("NextMarker", encoding.Encode(page.Last!));
            WriteContents(xml, page, encoding, withOwner: true);
        }, cancellationToken);
    }

    // More than a page holds is no error in S3; the page stays as it is.
    private static int ReadMaxKeys(S3Query query) => Math.Min(MaxKeys, query.Number("max-keys", MaxKeys, minimum: 0, int.MaxValue));

    private static void WriteStart(XmlWriter xml, S3Request request, ListQuery query, ListPage page, KeyEncoding encoding)
    {
        xml.Text("Name", request.Bucket);
        xml.Text("Prefix", encoding.Encode(query.Prefix));
        if (query.Delimiter.Length > 0) xml.Text("Delimiter", encoding.Encode(query.Delimiter));
        xml.Text("MaxKeys", query.MaxKeys);
        if (encoding.IsUrl) xml.Text("EncodingType", "url");
        xml.Text("IsTruncated", page.IsTruncated);
    }

    private static void WriteContents(XmlWriter xml, ListPage page, KeyEncoding encoding, bool withOwner)
    {
        foreach (var stored in page.Objects)
        {
            xml.WriteStartElement("Contents");
            xml.Text("Key", encoding.Encode(stored.Key));
            xml.Text("LastModified", stored.LastModified);
            xml.Text("ETag", ObjectHeaders.Quote(stored.ETag));
            if (stored.Checksum is { } checksum)
            {
                xml.Text("ChecksumAlgorithm", checksum.Algorithm);
                xml.Text("ChecksumType", checksum.Type);
            }

            xml.Text("Size", stored.Size);
            if (withOwner) Owner.Write(xml, "Owner");
            xml.Text("StorageClass", stored.Attributes.StorageClass);
            xml.WriteEndElement();
        }

        foreach (var group in page.Groups)
        {
            xml.WriteStartElement("CommonPrefixes");
            xml.Text("Prefix", encoding.Encode(group));
            xml.WriteEndElement();
        }
    }
}
