using System.Text;
using Lego.LocalHost.Embedded.ObjectStore;
using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Signing;
using Lego.LocalHost.Embedded.Signing;

namespace Lego.LocalHost.Tests.ObjectStore;

/// <summary>The worked examples of the S3 API reference, "Signature calculations: transferring a payload in multiple chunks".</summary>
[Parallelizable(ParallelScope.All)]
public class ChunkSignerTests
{
    private static readonly CredentialScope Scope = new("AKIAIOSFODNN7EXAMPLE", "20130524", "us-east-1", "s3");
    private static readonly byte[] First = Encoding.ASCII.GetBytes(new string('a', 65536));
    private static readonly byte[] Second = Encoding.ASCII.GetBytes(new string('a', 1024));

    [Test]
    public void Published_chunk_signatures_are_accepted()
    {
        using var signer = Create("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");

        using (Assert.EnterMultipleScope())
        {
            Assert.DoesNotThrow(() => Check(signer, First, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"));
            Assert.DoesNotThrow(() => Check(signer, Second, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"));
            Assert.DoesNotThrow(() => Check(signer, [], "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"));
        }
    }

    [Test]
    public void Published_trailer_signature_is_accepted()
    {
        using var signer = Create("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");

        using (Assert.EnterMultipleScope())
        {
            Assert.DoesNotThrow(() => Check(signer, First, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"));
            Assert.DoesNotThrow(() => Check(signer, Second, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"));
            Assert.DoesNotThrow(() => Check(signer, [], "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"));
            Assert.DoesNotThrow(() => signer.CheckTrailer(
                "x-amz-checksum-crc32c:sOO8/Q==\n", "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"));
        }
    }

    [Test]
    public void Chunks_in_another_order_are_refused()
    {
        using var signer = Create("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");

        var error = Assert.Throws<S3Exception>(
            () => Check(signer, Second, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"));

        Assert.That(error.Code, Is.EqualTo("SignatureDoesNotMatch"));
    }

    private static ChunkSigner Create(string seed) => new(new VerifiedSignature(
        Scope.SigningKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "20130524T000000Z", Scope.Text, seed,
        PayloadForm.Parse("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")));

    private static void Check(ChunkSigner signer, byte[] data, string signature)
    {
        signer.Append(data);
        signer.CheckChunk(signature);
    }
}
