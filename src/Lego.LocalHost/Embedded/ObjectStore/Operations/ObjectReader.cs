using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;
using Microsoft.Win32.SafeHandles;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>GET and HEAD of an object.</summary>
internal sealed class ObjectReader(BucketCatalog buckets)
{
    private const int BlockSize = 64 * 1024;

    public async Task ReadAsync(S3Request request, CancellationToken cancellationToken)
    {
        using var open = buckets.Get(request.Bucket).OpenRead(request.Key);
        var stored = open.Stored;
        var conditions = new ReadConditions(
            request.Header("If-Match"), request.Header("If-None-Match"),
            request.Header("If-Modified-Since"), request.Header("If-Unmodified-Since"));
        switch (conditions.FindFailed(stored))
        {
            case "If-None-Match" or "If-Modified-Since":
                ObjectHeaders.WriteValidators(request, stored);
                request.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            case { } failed:
                throw S3Errors.PreconditionFailed(failed);
        }

        var range = FindRange(request, stored);
        ObjectHeaders.WriteFull(request, stored);
        if (range is null)
        {
            if (string.Equals(request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase))
            {
                ObjectHeaders.WriteChecksum(request, stored.Checksum);
            }
        }
        else
        {
            request.Response.StatusCode = StatusCodes.Status206PartialContent;
            request.Response.Headers.ContentRange = range.ContentRange(stored.Size);
        }

        range ??= new ByteRange(0, stored.Size);
        request.Response.ContentLength = range.Length;
        if (request.Method == "GET") await SendAsync(open.Data, range, request.Response, cancellationToken);
    }

    private static ByteRange? FindRange(S3Request request, StoredObject stored)
    {
        if (request.Query.Has("partNumber")) return FindPart(request, stored);
        if (request.Header("Range") is not { } header) return null;
        var ifRange = request.Header("If-Range");
        var isStale = ifRange is not null
            && !ReadConditions.Matches(ifRange, stored.ETag)
            && ReadConditions.IsModifiedSince(stored, ifRange) != false;
        return isStale ? null : ByteRange.Parse(header, stored.Size);
    }

    private static ByteRange? FindPart(S3Request request, StoredObject stored)
    {
        var number = request.Query.Number("partNumber", fallback: 1, minimum: 1, MultipartParts.MaxNumber);
        if (number > Math.Max(1, stored.PartSizes.Count))
        {
            throw new S3Exception(416, "InvalidPartNumber", "The requested partnumber is not satisfiable",
                ("ActualPartCount", $"{stored.PartSizes.Count}"), ("PartNumberRequested", $"{number}"));
        }

        ObjectHeaders.WritePartsCount(request, stored);
        if (stored.Size == 0) return null;
        return stored.PartSizes.Count == 0
            ? new ByteRange(0, stored.Size)
            : new ByteRange(stored.PartSizes.Take(number - 1).Sum(), stored.PartSizes[number - 1]);
    }

    private static async Task SendAsync(SafeFileHandle data, ByteRange range, HttpResponse response, CancellationToken cancellationToken)
    {
        var (position, remaining) = (range.Start, range.Length);
        while (remaining > 0)
        {
            var block = response.BodyWriter.GetMemory(BlockSize);
            if (block.Length > remaining) block = block[..(int)remaining];
            var read = await RandomAccess.ReadAsync(data, block, position, cancellationToken);
            if (read == 0) throw new EndOfStreamException("The data file is shorter than the object it belongs to.");
            response.BodyWriter.Advance(read);
            await response.BodyWriter.FlushAsync(cancellationToken);
            position += read;
            remaining -= read;
        }
    }
}
