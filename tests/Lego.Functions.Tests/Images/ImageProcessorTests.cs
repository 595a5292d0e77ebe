using System.Text;
using Lego.Functions.Shared.Images;
using Lego.Lambda.Testing;
using NetVips;

namespace Lego.Functions.Tests.Images;

[Parallelizable(ParallelScope.All)]
public sealed class ImageProcessorTests
{
    private static readonly string[] Upright = ["red", "green", "blue", "white"];

    [Test]
    public async Task Every_format_becomes_webp(
        [Values("jpeg", "progressive jpeg", "png", "interlaced png", "webp", "gif")] string format)
    {
        using var source = TestImages.Quarters(600, 400);

        using var result = await Processed.OfAsync(source.Encode(format), ImageSpec.GalleryThumbnail);

        Assert.That(result.Size, Is.EqualTo((400, 267)));
        Assert.That(result.Image.Corners(), Is.EqualTo(Upright));
    }

    [TestCase(1, "red", "green", "blue", "white")]
    [TestCase(2, "green", "red", "white", "blue")]
    [TestCase(3, "white", "blue", "green", "red")]
    [TestCase(4, "blue", "white", "red", "green")]
    [TestCase(5, "red", "blue", "green", "white")]
    [TestCase(6, "blue", "red", "white", "green")]
    [TestCase(7, "white", "green", "blue", "red")]
    [TestCase(8, "green", "white", "red", "blue")]
    public async Task The_orientation_is_applied(int orientation, params string[] corners)
    {
        using var result = await Processed.OfAsync(TestImages.JpegWithMetadata(600, 300, orientation), new ImageSpec(200));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Size, Is.EqualTo(orientation <= 4 ? (200, 100) : (200, 400)));
            Assert.That(result.Image.Corners(), Is.EqualTo(corners));
        }
    }

    [Test]
    public async Task Position_description_and_camera_data_are_gone([Values(64, 600)] int width)
    {
        var input = TestImages.JpegWithMetadata(width, 300, 6);
        Assert.That(CountOf(input, TestImages.PlantedText), Is.EqualTo(2), "in EXIF and XMP");
        using (var read = Image.NewFromBuffer(input))
        {
            Assert.That(read.GetFields(), Does.Contain("exif-ifd3-GPSLatitude"));
        }

        using var result = await Processed.OfAsync(input, ImageSpec.GalleryThumbnail);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(TestImages.WebpChunks(result.Bytes), Is.SubsetOf(new[] { "VP8 ", "VP8L", "VP8X", "ALPH" }));
            Assert.That(CountOf(result.Bytes, TestImages.PlantedText), Is.Zero);
            Assert.That(result.Image.GetFields().Where(name => name.StartsWith("exif") || name is "xmp-data" or "icc-profile-data" or "orientation"), Is.Empty);
        }
    }

    [Test]
    public async Task A_colour_profile_is_converted_before_it_is_dropped()
    {
        using var quarters = TestImages.Quarters(64, 64);
        using var wide = quarters.IccTransform("p3", inputProfile: "srgb");
        var input = wide.PngsaveBuffer(keep: Enums.ForeignKeep.Icc);
        using (var read = Image.NewFromBuffer(input))
        {
            Assert.That(read.GetFields(), Does.Contain("icc-profile-data"));
            Assert.That(read.Getpoint(5, 5)[0], Is.LessThan(240), "P3 has another number for this red");
        }

        using var result = await Processed.OfAsync(input, ImageSpec.Gallery);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Image.Corners(), Is.EqualTo(Upright));
            Assert.That(result.Image.Getpoint(5, 5)[0], Is.GreaterThan(250));
            Assert.That(TestImages.WebpChunks(result.Bytes), Does.Not.Contain("ICCP"));
        }
    }

    [Test]
    public async Task A_broken_colour_profile_does_not_keep_an_image_out()
    {
        using var quarters = TestImages.Quarters(64, 64);
        using var image = quarters.Mutate(mutable => mutable.Set(GValue.BlobType, "icc-profile-data", "no profile at all"u8.ToArray()));

        using var result = await Processed.OfAsync(image.JpegsaveBuffer(keep: Enums.ForeignKeep.All), ImageSpec.Gallery);

        Assert.That(result.Image.Corners(), Is.EqualTo(Upright));
    }

    [Test]
    public async Task Print_colours_become_screen_colours()
    {
        using var quarters = TestImages.Quarters(64, 64);
        using var print = quarters.IccTransform("cmyk", inputProfile: "srgb");

        using var result = await Processed.OfAsync(print.JpegsaveBuffer(), ImageSpec.Gallery);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Image.Bands, Is.EqualTo(3));
            Assert.That(result.Image.ColourAt(.8, .8), Is.EqualTo("white"));
        }
    }

    [Test]
    public async Task Grey_images_and_16_bits_are_read([Values("grey", "16 bits")] string kind)
    {
        using var quarters = TestImages.Quarters(64, 64);
        using var image = quarters.Colourspace(kind == "grey" ? Enums.Interpretation.Bw : Enums.Interpretation.Rgb16);

        using var result = await Processed.OfAsync(image.PngsaveBuffer(), ImageSpec.Gallery);

        Assert.That(result.Image.ColourAt(.8, .8), Is.EqualTo("white"));
    }

    [Test]
    public async Task Transparency_is_kept()
    {
        using var quarters = TestImages.Quarters(64, 64);
        using var clear = quarters.Bandjoin(0.0);

        using var result = await Processed.OfAsync(clear.PngsaveBuffer(), ImageSpec.Gallery);

        Assert.That(result.Image.Getpoint(5, 5)[3], Is.Zero);
    }

    [TestCase(3000, 1500, 2048, 2048, 1024)]
    [TestCase(2049, 10, 2048, 2048, 10)]
    [TestCase(2048, 100, 2048, 2048, 100)]
    [TestCase(100, 50, 2048, 100, 50)]
    [TestCase(1, 1, 2048, 1, 1)]
    [TestCase(100, 5000, 400, 100, 5000)]
    [TestCase(800, 5000, 400, 400, 2500)]
    [TestCase(5000, 1, 400, 400, 1)]
    public async Task Width_is_bounded_aspect_is_kept_and_nothing_is_enlarged(int width, int height, int maxWidth, int newWidth, int newHeight)
    {
        using var source = TestImages.Quarters(width, height);

        using var result = await Processed.OfAsync(source.PngsaveBuffer(), new ImageSpec(maxWidth));

        Assert.That(result.Size, Is.EqualTo((newWidth, newHeight)));
    }

    [Test]
    public async Task A_column_higher_than_webp_allows_is_made_smaller()
    {
        using var source = TestImages.Quarters(40, 32_766);

        using var result = await Processed.OfAsync(source.PngsaveBuffer(), ImageSpec.Gallery);

        Assert.That(result.Size, Is.EqualTo((20, 16_383)));
    }

    [TestCase(1000, 500, 256)]
    [TestCase(500, 1001, 256)]
    [TestCase(257, 1000, 256)]
    [TestCase(256, 256, 256)]
    [TestCase(300, 100, 100)]
    [TestCase(31, 90, 31)]
    public async Task An_avatar_is_the_square_in_the_middle(int width, int height, int side)
    {
        using var source = TestImages.Quarters(width, height);

        using var result = await Processed.OfAsync(source.PngsaveBuffer(), ImageSpec.Avatar);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Size, Is.EqualTo((side, side)));
            Assert.That(result.Image.ColourAt(.4, .4), Is.EqualTo("red"));
            Assert.That(result.Image.ColourAt(.6, .4), Is.EqualTo("green"));
            Assert.That(result.Image.ColourAt(.4, .6), Is.EqualTo("blue"));
            Assert.That(result.Image.ColourAt(.6, .6), Is.EqualTo("white"));
        }
    }

    [Test]
    public async Task Of_an_animation_the_first_frame_is_kept([Values("gif", "webp")] string format)
    {
        var input = TestImages.Animation(120, 80, format);
        using (var read = Image.NewFromBuffer(input))
        {
            Assert.That(read.Get("n-pages"), Is.EqualTo(2));
        }

        using var result = await Processed.OfAsync(input, ImageSpec.Gallery);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Size, Is.EqualTo((120, 80)));
            Assert.That(result.Image.Corners(), Is.All.EqualTo("red"));
            Assert.That(TestImages.WebpChunks(result.Bytes), Does.Not.Contain("ANIM"));
        }
    }

    [Test]
    public async Task A_thumbnail_is_made_from_the_processed_image()
    {
        using var input = new MemoryStream(TestImages.JpegWithMetadata(3000, 1500, 6));
        await using var main = await ImageProcessor.ProcessAsync(input, ImageSpec.Gallery, CancellationToken.None);
        await using var content = main.OpenRead();

        await using var thumbnail = await ImageProcessor.ProcessAsync(content, ImageSpec.GalleryThumbnail, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((main.Width, main.Height), Is.EqualTo((1500, 3000)));
            Assert.That((thumbnail.Width, thumbnail.Height), Is.EqualTo((400, 800)));
            Assert.That(thumbnail.ByteSize, Is.LessThan(main.ByteSize));
        }
    }

    [Test]
    public async Task The_file_goes_with_the_result()
    {
        using var source = TestImages.Quarters(16, 16);
        using var input = new MemoryStream(source.PngsaveBuffer());
        var result = await ImageProcessor.ProcessAsync(input, ImageSpec.Gallery, CancellationToken.None);
        await using var content = result.OpenRead();
        Assert.That(File.Exists(content.Name), Is.True);

        await result.DisposeAsync();

        Assert.That(File.Exists(content.Name), Is.False);
        Assert.That(input.CanRead, Is.True, "the input belongs to the caller");
    }

    [Test]
    public async Task The_trace_tells_size_and_bytes()
    {
        using var source = TestImages.Quarters(100, 50);
        using var input = new MemoryStream(source.PngsaveBuffer());
        using var host = new TestHost();

        var run = await host.InvokeAsync(async (_, cancellationToken) =>
        {
            await using var result = await ImageProcessor.ProcessAsync(input, ImageSpec.Gallery, cancellationToken);
            return result.ByteSize;
        });

        run.Trace.Has("image:process").WithMetadata("width", 100).WithMetadata("height", 50).WithMetadata("bytes", run.Response);
    }

    private static int CountOf(byte[] bytes, string text)
    {
        var all = Encoding.Latin1.GetString(bytes);
        return (all.Length - all.Replace(text, "", StringComparison.Ordinal).Length) / text.Length;
    }
}
