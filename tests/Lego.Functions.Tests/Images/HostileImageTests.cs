using System.Text;
using Lego.Functions.Shared.Images;
using Lego.Lambda.Runtime.Errors;
using NetVips;

namespace Lego.Functions.Tests.Images;

[Parallelizable(ParallelScope.All)]
public sealed class HostileImageTests
{
    private static IEnumerable<TestCaseData<byte[]>> Bombs()
    {
        yield return Named(TestImages.PngHeader(60_000, 60_000), "PNG");
        yield return Named(TestImages.PngHeader(50_000_001, 1), "PNG, one pixel too many");
        yield return Named(TestImages.GifHeader(65_535, 65_535), "GIF");
        yield return Named(TestImages.JpegHeader(65_500, 65_500), "JPEG");

        static TestCaseData<byte[]> Named(byte[] input, string name) => new(input) { TestName = $"Headers_that_claim_too_many_pixels_are_refused({name})" };
    }

    [TestCaseSource(nameof(Bombs))]
    public void Headers_that_claim_too_many_pixels_are_refused(byte[] input)
    {
        var error = Refused(input);

        Assert.That(error.Message, Does.Contain("50 megapixels").And.Contain(" x "));
    }

    [Test]
    public async Task Fifty_megapixels_are_the_most()
    {
        using var most = Image.Black(10_000, 5_000);
        using var more = Image.Black(10_000, 5_001);

        using var result = await Processed.OfAsync(most.PngsaveBuffer(), ImageSpec.GalleryThumbnail);

        Assert.That(result.Size, Is.EqualTo((400, 200)));
        Assert.That(Refused(more.PngsaveBuffer()).Message, Does.Contain("10000 x 5001"));
    }

    [Test]
    [NonParallelizable]
    public async Task A_large_image_is_never_in_memory_as_a_whole()
    {
        const int Decoded = 7_000 * 7_000 * 3;
        using var black = Image.Black(7_000, 7_000, bands: 3);
        using var input = new WatchingStream(black.PngsaveBuffer());
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        await using var result = await ImageProcessor.ProcessAsync(input, ImageSpec.Gallery, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.Width, result.Height), Is.EqualTo((2048, 2048)));
            Assert.That(GC.GetTotalAllocatedBytes(precise: true) - allocated, Is.LessThan(Decoded / 10), "managed");
            Assert.That(input.PeakNativeBytes, Is.Positive.And.LessThan(Decoded / 2), "native");
        }
    }

    [Test]
    public void Every_loss_at_the_end_is_noticed(
        [Values("jpeg", "progressive jpeg", "png", "interlaced png", "webp", "gif")] string format,
        [Values(5, 30, 95)] int percent)
    {
        using var noise = Image.Gaussnoise(300, 200, mean: 128, sigma: 40);
        using var grey = noise.Cast(Enums.BandFormat.Uchar);
        using var image = grey.Bandjoin(grey, grey).Copy(interpretation: Enums.Interpretation.Srgb);
        var whole = image.Encode(format);

        Assert.That(Refused(whole[..(whole.Length * percent / 100)]).Message, Does.Contain("incomplete"));
    }

    [Test]
    public async Task Damaged_bytes_are_refused_or_harmless([Values("png", "webp", "jpeg", "gif")] string format)
    {
        using var quarters = TestImages.Quarters(64, 64);
        var whole = quarters.Encode(format);
        var random = new Random(4711);
        var refused = 0;
        for (var i = 0; i < 200; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                await ProcessAsync(damaged);
            }
            catch (FileErrorException)
            {
                refused++;
            }
        }

        Assert.That(refused, Is.Positive);
    }

    [Test]
    public void Random_bytes_are_refused([Values("", "ffd8ff", "89504e470d0a1a0a", "474946383961", "52494646ffff000057454250", "52494646ffff00005745425056503820")] string start)
    {
        var random = new Random(1234);
        using (Assert.EnterMultipleScope())
        {
            foreach (var length in (int[])[0, 1, 20, 1000])
            {
                var bytes = new byte[length];
                random.NextBytes(bytes);
                Refused([.. Convert.FromHexString(start), .. bytes]);
            }
        }
    }

    private static IEnumerable<TestCaseData<byte[]>> OtherFormats()
    {
        using var quarters = TestImages.Quarters(16, 16);
        yield return Named(quarters.TiffsaveBuffer(), "TIFF");
        yield return Named("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='5' height='5'/></svg>"u8.ToArray(), "SVG");
        yield return Named("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>"u8.ToArray(), "PDF");
        yield return Named(Encoding.ASCII.GetBytes("P3\n1 1\n255\n255 0 0\n"), "PPM");
        yield return Named([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8], "HEIC");
        yield return Named([.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, .. new byte[28]], "BMP");
        yield return Named("push graphic-context\nfill 'url(https://127.0.0.1/)'\npop graphic-context"u8.ToArray(), "MVG");

        static TestCaseData<byte[]> Named(byte[] input, string name) => new(input) { TestName = $"Other_formats_find_no_loader({name})" };
    }

    [TestCaseSource(nameof(OtherFormats))]
    public void Other_formats_find_no_loader(byte[] input) => Refused(input);

    private static async Task ProcessAsync(byte[] input)
    {
        using var stream = new MemoryStream(input);
        await using var result = await ImageProcessor.ProcessAsync(stream, ImageSpec.Wishlist, CancellationToken.None);
    }

    private static FileErrorException Refused(byte[] input)
    {
        var error = Assert.ThrowsAsync<FileErrorException>(() => ProcessAsync(input))!;
        Assert.That((error.Code, error.StatusCode), Is.EqualTo(("FILE_ERROR", 400)));
        return error;
    }

    /// <summary>Looks at the library's memory whenever the image is read on, which is many times between its first line and its last.</summary>
    private sealed class WatchingStream(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly long _before = Stats.Mem;

        public long PeakNativeBytes { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            PeakNativeBytes = Math.Max(PeakNativeBytes, Stats.Mem - _before);
            return base.Read(buffer, offset, count);
        }
    }
}
