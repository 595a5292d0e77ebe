using System.Security.Cryptography;
using System.Text;
using Lego.LocalHost.Embedded.ObjectStore.Signing;

namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>The chain of chunk signatures: each covers its data and the signature before it, the first that of the request.</summary>
internal sealed class ChunkSigner(VerifiedSignature seed) : IDisposable
{
    private static readonly string EmptyHash = Convert.ToHexStringLower(SHA256.HashData([]));

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string _previous = seed.Signature;

    public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    public void CheckChunk(string claimed) => Check("AWS4-HMAC-SHA256-PAYLOAD", $"{EmptyHash}\n{Finish()}", claimed);

    public void CheckTrailer(string trailer, string claimed)
    {
        Append(Encoding.UTF8.GetBytes(trailer));
        Check("AWS4-HMAC-SHA256-TRAILER", Finish(), claimed);
    }

    public void Dispose() => _hash.Dispose();

    private string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    private void Check(string algorithm, string hashes, string claimed)
    {
        var text = $"{algorithm}\n{seed.Timestamp}\n{seed.Scope}\n{_previous}\n{hashes}";
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(seed.SigningKey, Encoding.UTF8.GetBytes(text)));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(claimed)))
        {
            throw new S3Exception(403, "SignatureDoesNotMatch",
                "The chunk signature we calculated does not match the signature you provided. Check your key and signing method.",
                ("StringToSign", text), ("SignatureProvided", claimed));
        }

        _previous = expected;
    }
}
