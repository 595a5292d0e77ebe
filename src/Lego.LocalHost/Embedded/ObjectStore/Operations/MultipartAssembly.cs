using System.Globalization;
using System.Security.Cryptography;
using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>Parts joined to one object, with the entity tag and checksum that S3 gives such an object.</summary>
internal sealed record MultipartAssembly(long Size, string ETag, StoredChecksum Checksum)
{
    public static async Task<MultipartAssembly> RunAsync(
        MultipartUpload upload, IReadOnlyList<StoredPart> parts, Stream destination, CancellationToken cancellationToken)
    {
        var algorithm = ChecksumAlgorithm.Find(upload.Stored.ChecksumAlgorithm)!;
        using var digestSet = new DigestSet(algorithm);
        foreach (var part in parts)
        {
            await using var data = upload.OpenPart(part);
            await DigestingCopy.RunAsync(data, destination, digestSet, digestSet.Length + part.Size, cancellationToken);
        }

        var digests = digestSet.Finish();
        var tags = parts.SelectMany(part => Convert.FromHexString(part.ETag)).ToArray();
        return new MultipartAssembly(
            digests.Length,
            $"{HashOfTags(tags)}-{parts.Count}",
            upload.Stored.ChecksumType == StoredChecksum.FullObject ? StoredChecksum.Of(algorithm, digests) : Composite(algorithm, parts));
    }

    /// <summary>Compares with what the completing request says the whole object is.</summary>
    public static void CheckDeclared(S3Request request, MultipartAssembly assembled)
    {
        var algorithm = ChecksumAlgorithm.Find(assembled.Checksum.Algorithm)!;
        if (request.Header(algorithm.Header) is { } checksum && checksum != assembled.Checksum.Value)
        {
            throw S3Errors.BadDigest(algorithm.Name);
        }

        const string SizeHeader = "x-amz-mp-object-size";
        if (request.Header(SizeHeader) is { } size && size != assembled.Size.ToString(CultureInfo.InvariantCulture))
        {
            throw S3Errors.InvalidRequest($"The {SizeHeader} header is {size}, but the parts have {assembled.Size} bytes.");
        }
    }

    private static StoredChecksum Composite(ChecksumAlgorithm algorithm, IReadOnlyList<StoredPart> parts)
    {
        var checksums = parts.SelectMany(part => Convert.FromBase64String(part.Checksum)).ToArray();
        return new StoredChecksum(
            algorithm.Name, $"{Convert.ToBase64String(algorithm.Compute(checksums))}-{parts.Count}", StoredChecksum.Composite);
    }

    private static string HashOfTags(byte[] tags)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(tags);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }
}
