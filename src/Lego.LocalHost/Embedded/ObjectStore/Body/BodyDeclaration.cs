using System.Globalization;
using Lego.LocalHost.Embedded.ObjectStore.Http;

namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>What a request's headers promise about its body.</summary>
internal sealed record BodyDeclaration(
    long Length, byte[]? Md5, ChecksumAlgorithm? Checksum, byte[]? ChecksumValue, bool IsChecksumInTrailer)
{
    public static BodyDeclaration Read(S3Request request, bool hasChecksum)
    {
        if (!hasChecksum) return new BodyDeclaration(ReadLength(request), ReadMd5(request), null, null, IsChecksumInTrailer: false);
        var (checksum, value) = HeaderChecksum(request);
        var trailer = request.Header("x-amz-trailer") is { } name
            ? ChecksumAlgorithm.FindByHeader(name.Trim()) ?? throw S3Errors.InvalidRequest(
                $"The value specified in the x-amz-trailer header is not supported: {name}")
            : null;
        if (checksum is not null && trailer is not null) throw ManyChecksums();
        return new BodyDeclaration(ReadLength(request), ReadMd5(request), checksum ?? trailer, value, trailer is not null);
    }

    private static (ChecksumAlgorithm? Algorithm, byte[]? Value) HeaderChecksum(S3Request request)
    {
        var declared = ChecksumAlgorithm.All.Where(algorithm => request.Header(algorithm.Header) is not null).ToList();
        return declared switch
        {
            [] => (null, null),
            [var only] => (only, only.ParseValue(request.Header(only.Header)!)),
            _ => throw ManyChecksums(),
        };
    }

    private static long ReadLength(S3Request request)
    {
        if (!request.Signature.Payload.IsChunked)
        {
            return request.Context.Request.ContentLength ?? throw S3Errors.MissingContentLength();
        }

        const string Header = "x-amz-decoded-content-length";
        var text = request.Header(Header) ?? throw S3Errors.MissingContentLength();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw S3Errors.InvalidArgument($"{Header} must be a number of bytes", Header, text);
    }

    private static byte[]? ReadMd5(S3Request request)
    {
        if (request.Header("Content-MD5") is not { } text) return null;
        var bytes = new byte[16];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == bytes.Length
            ? bytes
            : throw new S3Exception(400, "InvalidDigest", "The Content-MD5 you specified was invalid.", ("Content-MD5", text));
    }

    private static S3Exception ManyChecksums() =>
        S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
}
