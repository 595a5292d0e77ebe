using System.Security.Cryptography;

namespace Lego.LocalHost.Embedded.ObjectStore.Body;

internal sealed class HashChecksum(HashAlgorithmName name) : IChecksum
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(name);

    public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    public byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}
