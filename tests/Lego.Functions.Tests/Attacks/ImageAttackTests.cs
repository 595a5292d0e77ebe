using Lego.Functions.Shared.Images;
using Lego.Functions.Tests.Images;
using Lego.Lambda.Runtime.Errors;
using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>Damaged images of each format, beside the bombs and truncations of <see cref="HostileImageTests"/>.</summary>
[Category("Attack")]
public sealed class ImageAttackTests
{
    private static readonly string[] Formats = ["jpeg", "progressive jpeg", "png", "interlaced png", "webp", "gif"];

    private static readonly string[] Tokens =
    [
        "IHDR", "IDAT", "IEND", "PLTE", "tRNS", "iCCP", "zTXt", "acTL", "RIFF", "WEBP", "VP8 ", "VP8L", "VP8X", "ANIM", "ALPH", "EXIF", "XMP ", "GIF89a", "NETSCAPE2.0",
        "Exif\0\0MM\0*", "JFIF", "Adobe", "\0\0\0\0", "\u007f\u007f\u007f\u007f", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.4",
    ];

    [Test]
    public async Task A_damaged_image_is_processed_or_refused_as_a_file()
    {
        using var quarters = TestImages.Quarters(64, 48);
        List<byte[]> samples =
            [.. Formats.Select(quarters.Encode), TestImages.JpegWithMetadata(32, 32, 6), TestImages.Animation(16, 16, "gif"), TestImages.Animation(16, 16, "webp")];
        using var attack = new Attack("input-images");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var input = new Mutator(random, Tokens).Mutate(samples[attackCase.Number % samples.Count], samples[random.Next(samples.Count)]);
            using var stream = new MemoryStream(input);
            try
            {
                await using var image = await ImageProcessor.ProcessAsync(stream, ImageSpec.Wishlist, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
                Assert.That((image.Width, image.Height), Is.Not.EqualTo((0, 0)));
                attack.Count("processed");
            }
            catch (FileErrorException exception)
            {
                Assert.That(exception.StatusCode, Is.EqualTo(400));
                attack.Count("refused");
            }
        });
        Assert.That(attack.Figure("refused"), Is.GreaterThan(0));
    }
}
