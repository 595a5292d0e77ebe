using Lego.LocalHost.Embedded.ObjectStore.Http;

namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>Takes a request's body in, decoded and checked against everything the request says about it.</summary>
internal static class BodyReceiver
{
    /// <remarks><c>also</c>: Algorithms to compute besides the one that the request declares.</remarks>
    public static Task<ReceivedBody> ReceiveAsync(
        S3Request request, Stream destination, long limit, IEnumerable<ChecksumAlgorithm> also, CancellationToken cancellationToken) =>
        ReceiveAsync(request, destination, BodyDeclaration.Read(request, hasChecksum: true), limit, also, cancellationToken);

    /// <summary>A document of a request, small enough for memory.</summary>
    /// <remarks><c>hasChecksum</c>: False where the checksum headers speak of an object instead of the document.</remarks>
    public static async Task<MemoryStream> ReceiveDocumentAsync(
        S3Request request, int limit, bool hasChecksum, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        await ReceiveAsync(request, body, BodyDeclaration.Read(request, hasChecksum), limit, [], cancellationToken);
        body.Position = 0;
        return body;
    }

    private static async Task<ReceivedBody> ReceiveAsync(
        S3Request request,
        Stream destination,
        BodyDeclaration declared,
        long limit,
        IEnumerable<ChecksumAlgorithm> also,
        CancellationToken cancellationToken)
    {
        if (declared.Length > limit) throw S3Errors.EntityTooLarge(declared.Length, limit);
        var payload = request.Signature.Payload;
        using var digestSet = new DigestSet(
            [declared.Checksum, payload.Sha256 is null ? null : ChecksumAlgorithm.Sha256, .. also]);
        IReadOnlyDictionary<string, string>? trailers = null;
        if (payload.IsChunked)
        {
            await using var chunks = new AwsChunkedStream(request.Context.Request.BodyReader, request.Signature);
            await DigestingCopy.RunAsync(chunks, destination, digestSet, declared.Length, cancellationToken);
            trailers = chunks.Trailers;
        }
        else
        {
            await DigestingCopy.RunAsync(request.Context.Request.Body, destination, digestSet, declared.Length, cancellationToken);
        }

        var digests = digestSet.Finish();
        Check(request, declared, digests, trailers);
        return new ReceivedBody(digests, declared.Checksum);
    }

    private static void Check(
        S3Request request, BodyDeclaration declared, Digests digests, IReadOnlyDictionary<string, string>? trailers)
    {
        if (digests.Length != declared.Length) throw S3Errors.IncompleteBody(declared.Length, digests.Length);
        if (request.Signature.Payload.Sha256 is { } sha256
            && !digests.Checksums[ChecksumAlgorithm.Sha256].AsSpan().SequenceEqual(Convert.FromHexString(sha256)))
        {
            throw new S3Exception(400, "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.", ("ClientComputedContentSHA256", sha256));
        }

        if (declared.Md5 is not null && !declared.Md5.AsSpan().SequenceEqual(digests.Md5)) throw S3Errors.BadDigest("Content-MD5");
        if (declared.Checksum is not { } algorithm) return;
        var expected = declared.ChecksumValue;
        if (declared.IsChecksumInTrailer)
        {
            var text = trailers?.GetValueOrDefault(algorithm.Header) ?? throw new S3Exception(400, "MalformedTrailerError",
                $"The trailer {algorithm.Header} that x-amz-trailer announces did not come.");
            expected = algorithm.ParseValue(text);
        }

        if (!digests.Checksums[algorithm].AsSpan().SequenceEqual(expected)) throw S3Errors.BadDigest(algorithm.Name);
    }
}
