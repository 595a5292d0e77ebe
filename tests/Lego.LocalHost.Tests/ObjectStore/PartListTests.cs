using System.Xml.Linq;
using Lego.LocalHost.Embedded.ObjectStore;
using Lego.LocalHost.Embedded.ObjectStore.Operations;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Tests.ObjectStore;

/// <summary>What the SDK's client never sends, as it sorts the parts itself.</summary>
[Parallelizable(ParallelScope.All)]
public class PartListTests
{
    private static readonly StoredUpload Upload = new(
        "id", "k", DateTimeOffset.UnixEpoch,
        new ObjectAttributes(new Dictionary<string, string>(), new Dictionary<string, string>(), "AES256", "STANDARD"),
        "CRC32", StoredChecksum.Composite, IsChecksumChosen: true);

    [TestCase("2", "1", "InvalidPartOrder")]
    [TestCase("1", "1", "InvalidPartOrder")]
    [TestCase("1", "x", "MalformedXML")]
    public void Numbers_must_ascend(string first, string second, string code)
    {
        var document = XElement.Parse(
            $"<C><Part><PartNumber>{first}</PartNumber><ETag>a</ETag></Part>"
            + $"<Part><PartNumber>{second}</PartNumber><ETag>b</ETag></Part></C>");

        var error = Assert.Throws<S3Exception>(() => PartList.Parse(document, Upload));

        Assert.That(error.Code, Is.EqualTo(code));
    }

    [Test]
    public void Quotes_namespace_and_checksum_are_read()
    {
        var document = XElement.Parse(
            "<C xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Part><PartNumber>3</PartNumber><ETag>\"a\"</ETag>"
            + "<ChecksumCRC32>sum</ChecksumCRC32></Part></C>");

        Assert.That(PartList.Parse(document, Upload), Is.EqualTo(new[] { new NamedPart(3, "a", "sum") }));
    }
}
