using System.Globalization;
using System.Xml.Linq;
using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>The parts that are to become an object, checked against those that were uploaded.</summary>
internal static class PartList
{
    private const long MinPartBytes = 5 * 1024 * 1024;

    public static IReadOnlyList<NamedPart> Parse(XElement document, StoredUpload upload)
    {
        var checksum = ChecksumAlgorithm.Find(upload.ChecksumAlgorithm)!.Element;
        var parts = document.Children("Part").Select(part => Parse(part, checksum)).ToList();
        if (parts.Count is 0 or > MultipartParts.MaxNumber) throw S3Errors.MalformedXml();
        for (var i = 1; i < parts.Count; i++)
        {
            if (parts[i].Number <= parts[i - 1].Number)
            {
                throw new S3Exception(400, "InvalidPartOrder",
                    "The list of parts was not in ascending order. Parts must be ordered by part number.", ("UploadId", upload.UploadId));
            }
        }

        return parts;
    }

    public static IReadOnlyList<StoredPart> Select(IReadOnlyList<NamedPart> named, MultipartUpload upload)
    {
        var uploaded = upload.Parts.ToDictionary(part => part.Number);
        var parts = new List<StoredPart>(named.Count);
        foreach (var name in named)
        {
            if (!uploaded.TryGetValue(name.Number, out var part)
                || part.ETag != name.ETag
                || (name.Checksum is not null && name.Checksum != part.Checksum))
            {
                throw S3Errors.InvalidPart(upload.Stored.UploadId, name.Number, name.ETag);
            }

            parts.Add(part);
        }

        // The last part may have any size.
        if (parts.SkipLast(1).FirstOrDefault(part => part.Size < MinPartBytes) is { } small)
        {
            throw S3Errors.EntityTooSmall(small.Size, MinPartBytes, small.Number);
        }

        return parts;
    }

    private static NamedPart Parse(XElement part, string checksum)
    {
        if (!int.TryParse(part.ChildText("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || part.ChildText("ETag") is not { } etag)
        {
            throw S3Errors.MalformedXml();
        }

        return new NamedPart(number, etag.Trim().Trim('"'), part.ChildText(checksum));
    }
}
