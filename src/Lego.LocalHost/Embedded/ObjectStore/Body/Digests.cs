namespace Lego.LocalHost.Embedded.ObjectStore.Body;

internal sealed record Digests(long Length, byte[] Md5, IReadOnlyDictionary<ChecksumAlgorithm, byte[]> Checksums)
{
    public string ETag => Convert.ToHexStringLower(Md5);
}
