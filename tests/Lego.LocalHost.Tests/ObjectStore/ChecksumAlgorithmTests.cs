using Lego.LocalHost.Embedded.ObjectStore.Body;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class ChecksumAlgorithmTests
{
    // The check values of the CRC catalogue for "123456789", and the hashes of RFC test suites.
    [TestCase("CRC32", "cbf43926")]
    [TestCase("CRC32C", "e3069283")]
    [TestCase("CRC64NVME", "ae8b14860a799888")]
    [TestCase("SHA1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441")]
    [TestCase("SHA256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")]
    public void Known_value_is_computed(string name, string expected)
    {
        var computed = ChecksumAlgorithm.Find(name)!.Compute("123456789"u8);

        Assert.That(Convert.ToHexStringLower(computed), Is.EqualTo(expected));
    }

    [Test]
    public void Pieces_give_the_same_as_the_whole([Values("CRC32", "CRC32C", "CRC64NVME")] string name, [Values(1, 7, 8, 9, 64)] int piece)
    {
        var data = TestData.Bytes(1000);
        using var checksum = ChecksumAlgorithm.Find(name)!.Create();

        foreach (var part in data.Chunk(piece)) checksum.Append(part);

        Assert.That(checksum.Finish(), Is.EqualTo(ChecksumAlgorithm.Find(name)!.Compute(data)));
    }
}
