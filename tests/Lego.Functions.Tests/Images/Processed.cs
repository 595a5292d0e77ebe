using Lego.Functions.Shared.Images;
using NetVips;

namespace Lego.Functions.Tests.Images;

/// <summary>The outcome of processing, read back.</summary>
internal sealed class Processed : IDisposable
{
    private Processed(byte[] bytes, Image image) => (Bytes, Image) = (bytes, image);

    public byte[] Bytes { get; }

    public Image Image { get; }

    public (int Width, int Height) Size => (Image.Width, Image.Height);

    /// <summary>Processes and checks that what is reported is what was made.</summary>
    public static async Task<Processed> OfAsync(byte[] input, ImageSpec spec)
    {
        using var stream = new MemoryStream(input);
        await using var result = await ImageProcessor.ProcessAsync(stream, spec, TestContext.CurrentContext.CancellationToken);
        await using var content = result.OpenRead();
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes);
        var image = Image.NewFromBuffer(bytes);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(image.Get("vips-loader"), Is.EqualTo("webpload_buffer"));
            Assert.That((result.Width, result.Height), Is.EqualTo((image.Width, image.Height)));
            Assert.That(result.ByteSize, Is.EqualTo(bytes.Length));
            Assert.That(result.File.Head.ToArray(), Is.EqualTo(bytes[..16]));
            Assert.That(result.File.ContentType, Is.EqualTo("image/webp"));
        }

        return new Processed(bytes, image);
    }

    public void Dispose() => Image.Dispose();
}
