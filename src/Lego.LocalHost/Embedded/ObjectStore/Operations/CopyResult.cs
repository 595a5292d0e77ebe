using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>The answer to a copy of an object or of a part.</summary>
internal static class CopyResult
{
    public static Task WriteAsync(
        S3Request request,
        string root,
        string etag,
        DateTimeOffset lastModified,
        StoredChecksum checksum,
        CancellationToken cancellationToken) => request.Response.WriteXmlAsync(root, xml =>
        {
            xml.Text("LastModified", lastModified);
            xml.Text("ETag", ObjectHeaders.Quote(etag));
            if (ChecksumAlgorithm.Find(checksum.Algorithm) is not { } algorithm) return;
            xml.Text("ChecksumType", checksum.Type);
            xml.Text(algorithm.Element, checksum.Value);
        }, cancellationToken);
}
