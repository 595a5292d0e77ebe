using System.Security.Cryptography;

namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>MD5, length and any checksums of one pass over the bytes.</summary>
internal sealed class DigestSet : IDisposable
{
    private readonly HashChecksum _md5 = new(HashAlgorithmName.MD5);
    private readonly Dictionary<ChecksumAlgorithm, IChecksum> _checksums = [];

    public DigestSet(params IEnumerable<ChecksumAlgorithm?> algorithms)
    {
        foreach (var algorithm in algorithms.OfType<ChecksumAlgorithm>().Distinct()) _checksums.Add(algorithm, algorithm.Create());
    }

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> data)
    {
        Length += data.Length;
        _md5.Append(data);
        foreach (var checksum in _checksums.Values) checksum.Append(data);
    }

    public Digests Finish() => new(Length, _md5.Finish(), _checksums.ToDictionary(pair => pair.Key, pair => pair.Value.Finish()));

    public void Dispose()
    {
        _md5.Dispose();
        foreach (var checksum in _checksums.Values) checksum.Dispose();
    }
}
