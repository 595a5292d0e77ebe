using System.Globalization;
using System.Text;

namespace Lego.LocalHost.Tests.ObjectStore;

/// <summary>A PUT with an aws-chunked body, framed by hand.</summary>
internal sealed record ChunkedRequest
{
    public string Key { get; init; } = "chunked";

    public IReadOnlyList<byte[]> Chunks { get; init; } = [TestData.Bytes(70_000), TestData.Bytes(5, seed: 2)];

    public bool IsSigned { get; init; }

    /// <summary>Name and value of the trailer; without it the body has none.</summary>
    public (string Name, string Value)? Trailer { get; init; }

    public long? DeclaredLength { get; init; }

    /// <summary>Changes a byte of this chunk after it was signed.</summary>
    public int? TamperedChunk { get; init; }

    public bool IsTrailerTampered { get; init; }

    public bool IsCutOff { get; init; }

    public byte[] Content => [.. Chunks.SelectMany(chunk => chunk)];

    public async Task<HttpResponseMessage> SendAsync(StoreScope scope)
    {
        var signer = new RequestSigner(TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{scope.Store.Endpoint}/{StoreScope.Bucket}/{Key}"));
        request.Headers.Add("x-amz-decoded-content-length", (DeclaredLength ?? Content.Length).ToString(CultureInfo.InvariantCulture));
        if (Trailer is { } trailer) request.Headers.Add("x-amz-trailer", trailer.Name);
        var payload = IsSigned ? "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" : "STREAMING-UNSIGNED-PAYLOAD";
        signer.Sign(request, payload + (Trailer is null ? "" : "-TRAILER"));
        request.Content = new ByteArrayContent(Frame(signer));
        request.Content.Headers.ContentEncoding.Add("aws-chunked");
        return await scope.Http.SendAsync(request);
    }

    private byte[] Frame(RequestSigner signer)
    {
        using var body = new MemoryStream();
        foreach (var (index, chunk) in Chunks.Index())
        {
            Write(body, $"{chunk.Length:x}{Extension(signer, chunk)}\r\n");
            var data = (byte[])chunk.Clone();
            if (TamperedChunk == index) data[0] ^= 1;
            body.Write(data);
            Write(body, "\r\n");
        }

        if (IsCutOff) return body.ToArray();
        Write(body, $"0{Extension(signer, [])}\r\n");
        if (Trailer is { } trailer)
        {
            var line = $"{trailer.Name}:{trailer.Value}";
            Write(body, line + "\r\n");
            if (IsSigned) Write(body, $"x-amz-trailer-signature:{signer.SignTrailer(IsTrailerTampered ? "other\n" : line + "\n")}\r\n");
        }

        Write(body, "\r\n");
        return body.ToArray();
    }

    private string Extension(RequestSigner signer, byte[] chunk) => IsSigned ? $";chunk-signature={signer.SignChunk(chunk)}" : "";

    private static void Write(MemoryStream body, string text) => body.Write(Encoding.ASCII.GetBytes(text));
}
