using System.Net;
using Lego.LocalHost.Embedded.ObjectStore.Body;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class ChunkedBodyTests
{
    private static readonly string[] Algorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

    [Test]
    public async Task Body_with_checksum_trailer_is_stored_decoded([ValueSource(nameof(Algorithms))] string name, [Values] bool isSigned)
    {
        await using var scope = await StoreScope.StartAsync();
        var request = new ChunkedRequest { IsSigned = isSigned };
        request = request with { Trailer = ($"x-amz-checksum-{name.ToLowerInvariant()}", Sum(name, request.Content)) };

        using var response = await request.SendAsync(scope);
        var body = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), body);
        using var got = await scope.Client.GetObjectAsync(StoreScope.Bucket, request.Key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await got.ResponseStream.ReadAllAsync(), Is.EqualTo(request.Content));
            Assert.That(response.Headers.GetValues(request.Trailer!.Value.Name).Single(), Is.EqualTo(request.Trailer.Value.Value));
            Assert.That(got.Headers.ContentEncoding, Is.Null.Or.Empty);
        }
    }

    [Test]
    public async Task Signed_body_without_trailer_is_stored_decoded()
    {
        await using var scope = await StoreScope.StartAsync();
        var request = new ChunkedRequest { IsSigned = true };

        using var response = await request.SendAsync(scope);
        using var got = await scope.Client.GetObjectAsync(StoreScope.Bucket, request.Key);

        Assert.That(await got.ResponseStream.ReadAllAsync(), Is.EqualTo(request.Content));
    }

    [Test]
    public async Task Wrong_trailer_checksum_is_a_bad_digest(
        [ValueSource(nameof(Algorithms))] string name, [Values] bool isSigned)
    {
        await using var scope = await StoreScope.StartAsync();
        var trailer = ($"x-amz-checksum-{name.ToLowerInvariant()}", Sum(name, "other"u8.ToArray()));

        using var response = await new ChunkedRequest { IsSigned = isSigned, Trailer = trailer }.SendAsync(scope);

        await ExpectRefusedAsync(scope, response, HttpStatusCode.BadRequest, "BadDigest");
    }

    [TestCase(0)]
    [TestCase(1)]
    public async Task Changed_chunk_does_not_match_its_signature(int chunk)
    {
        await using var scope = await StoreScope.StartAsync();

        using var response = await new ChunkedRequest { IsSigned = true, TamperedChunk = chunk }.SendAsync(scope);

        await ExpectRefusedAsync(scope, response, HttpStatusCode.Forbidden, "SignatureDoesNotMatch");
    }

    [Test]
    public async Task Changed_trailer_does_not_match_its_signature()
    {
        await using var scope = await StoreScope.StartAsync();
        var request = new ChunkedRequest { IsSigned = true, IsTrailerTampered = true };
        request = request with { Trailer = ("x-amz-checksum-crc32", Sum("CRC32", request.Content)) };

        using var response = await request.SendAsync(scope);

        await ExpectRefusedAsync(scope, response, HttpStatusCode.Forbidden, "SignatureDoesNotMatch");
    }

    [TestCase(70_006)]
    [TestCase(70_004)]
    public async Task Decoded_length_must_be_the_declared_one(long declared)
    {
        await using var scope = await StoreScope.StartAsync();

        using var response = await new ChunkedRequest { IsSigned = true, DeclaredLength = declared }.SendAsync(scope);

        await ExpectRefusedAsync(scope, response, HttpStatusCode.BadRequest, "IncompleteBody");
    }

    [Test]
    public async Task Body_without_its_last_chunk_is_incomplete()
    {
        await using var scope = await StoreScope.StartAsync();

        using var response = await new ChunkedRequest { IsSigned = true, IsCutOff = true }.SendAsync(scope);

        await ExpectRefusedAsync(scope, response, HttpStatusCode.BadRequest, "IncompleteBody");
    }

    [Test]
    public async Task Trailer_value_that_cannot_be_a_checksum_is_refused()
    {
        await using var scope = await StoreScope.StartAsync();

        using var response = await new ChunkedRequest { Trailer = ("x-amz-checksum-crc32", "abc") }.SendAsync(scope);

        await ExpectRefusedAsync(scope, response, HttpStatusCode.BadRequest, "InvalidRequest");
    }

    private static string Sum(string algorithm, byte[] content) =>
        Convert.ToBase64String(ChecksumAlgorithm.Find(algorithm)!.Compute(content));

    private static async Task ExpectRefusedAsync(StoreScope scope, HttpResponseMessage response, HttpStatusCode status, string code)
    {
        await PresignedUrlTests.ExpectAsync(response, status, code);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scope.StagedFiles(), Is.Empty);
            Assert.That((await scope.Client.ListObjectsV2Async(new() { BucketName = StoreScope.Bucket })).KeyCount, Is.Zero);
        }
    }
}
