using System.Globalization;
using System.Xml;
using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>The parts of an upload and the uploads of a bucket.</summary>
internal sealed class MultipartListing(BucketCatalog buckets)
{
    private const int MaxItems = 1000;

    public Task ListPartsAsync(S3Request request, CancellationToken cancellationToken)
    {
        var upload = buckets.Get(request.Bucket).Uploads.Get(request.Key, request.Query["uploadId"]!);
        var max = ReadMax(request, "max-parts");
        var marker = request.Query.Number("part-number-marker", 0, minimum: 0, int.MaxValue);
        var parts = upload.Parts.Where(part => part.Number > marker).Take(max + 1).ToList();
        var isTruncated = parts.Count > max;
        if (isTruncated) parts.RemoveAt(max);
        return request.Response.WriteXmlAsync("ListPartsResult", xml =>
        {
            xml.Text("Bucket", request.Bucket);
            xml.Text("Key", KeyEncoding.Read(request).Encode(request.Key));
            xml.Text("UploadId", upload.Stored.UploadId);
            Owner.Write(xml, "Initiator");
            Owner.Write(xml, "Owner");
            xml.Text("StorageClass", upload.Stored.Attributes.StorageClass);
            xml.Text("PartNumberMarker", marker);
            if (parts.Count > 0) xml.Text("NextPartNumberMarker", parts[^1].Number);
            xml.Text("MaxParts", max);
            xml.Text("IsTruncated", isTruncated);
            if (upload.Stored.IsChecksumChosen)
            {
                xml.Text("ChecksumAlgorithm", upload.Stored.ChecksumAlgorithm);
                xml.Text("ChecksumType", upload.Stored.ChecksumType);
            }

            foreach (var part in parts) WritePart(xml, part, upload.Stored);
        }, cancellationToken);
    }

    public Task ListUploadsAsync(S3Request request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var encoding = KeyEncoding.Read(request);
        var (prefix, delimiter) = (query["prefix"] ?? "", query["delimiter"] ?? "");
        var (keyMarker, idMarker) = (query["key-marker"] ?? "", query["upload-id-marker"] ?? "");
        var max = ReadMax(request, "max-uploads");
        var page = UploadPage.Read(buckets.Get(request.Bucket).Uploads.All, prefix, delimiter, keyMarker, idMarker, max);
        return request.Response.WriteXmlAsync("ListMultipartUploadsResult", xml =>
        {
            xml.Text("Bucket", request.Bucket);
            xml.Text("KeyMarker", encoding.Encode(keyMarker));
            xml.Text("UploadIdMarker", idMarker);
            xml.Text("Prefix", encoding.Encode(prefix));
            if (delimiter.Length > 0) xml.Text("Delimiter", encoding.Encode(delimiter));
            if (encoding.IsUrl) xml.Text("EncodingType", "url");
            if (page.IsTruncated)
            {
                xml.Text("NextKeyMarker", encoding.Encode(page.LastKey));
                xml.Text("NextUploadIdMarker", page.LastUploadId);
            }

            xml.Text("MaxUploads", max);
            xml.Text("IsTruncated", page.IsTruncated);
            foreach (var upload in page.Uploads) WriteUpload(xml, upload, encoding);
            foreach (var group in page.Groups)
            {
                xml.WriteStartElement("CommonPrefixes");
                xml.Text("Prefix", encoding.Encode(group));
                xml.WriteEndElement();
            }
        }, cancellationToken);
    }

    private static int ReadMax(S3Request request, string name) =>
        Math.Min(MaxItems, request.Query.Number(name, MaxItems, minimum: 0, int.MaxValue));

    private static void WritePart(XmlWriter xml, StoredPart part, StoredUpload upload)
    {
        xml.WriteStartElement("Part");
        xml.Text("PartNumber", part.Number.ToString(CultureInfo.InvariantCulture));
        xml.Text("LastModified", part.LastModified);
        xml.Text("ETag", ObjectHeaders.Quote(part.ETag));
        if (upload.IsChecksumChosen) xml.Text(ChecksumAlgorithm.Find(upload.ChecksumAlgorithm)!.Element, part.Checksum);
        xml.Text("Size", part.Size);
        xml.WriteEndElement();
    }

    private static void WriteUpload(XmlWriter xml, StoredUpload upload, KeyEncoding encoding)
    {
        xml.WriteStartElement("Upload");
        xml.Text("Key", encoding.Encode(upload.Key));
        xml.Text("UploadId", upload.UploadId);
        Owner.Write(xml, "Initiator");
        Owner.Write(xml, "Owner");
        xml.Text("StorageClass", upload.Attributes.StorageClass);
        xml.Text("Initiated", upload.Initiated);
        if (upload.IsChecksumChosen) xml.Text("ChecksumAlgorithm", upload.ChecksumAlgorithm);
        xml.WriteEndElement();
    }
}
