using Lego.Functions.Shared.Images;

namespace Lego.Functions.Tests.Images;

[Parallelizable(ParallelScope.All)]
public sealed class ConcurrentImageTests
{
    [Test]
    public async Task Images_processed_at_once_do_not_get_mixed_up()
    {
        var inputs = Enumerable.Range(1, 24).Select(i => (Width: 100 + (10 * i), Orientation: 1 + (i % 8))).ToList();

        var results = await Task.WhenAll(inputs.Select(async input =>
        {
            using var result = await Processed.OfAsync(TestImages.JpegWithMetadata(input.Width, 100, input.Orientation), ImageSpec.Gallery);
            return (result.Size, Corners: string.Join(' ', result.Image.Corners()));
        }));

        using (Assert.EnterMultipleScope())
        {
            foreach (var (input, result) in inputs.Zip(results))
            {
                var isTurned = input.Orientation > 4;
                Assert.That(result.Size, Is.EqualTo(isTurned ? (100, input.Width) : (input.Width, 100)));
            }

            // Each of the eight orientations shows the quarters in an order of its own.
            Assert.That(results.Select(result => result.Corners).Distinct().Count(), Is.EqualTo(8));
        }
    }

    [Test]
    public void A_cancelled_token_ends_the_work()
    {
        using var source = TestImages.Quarters(64, 64);
        using var input = new MemoryStream(source.PngsaveBuffer());

        Assert.That(
            () => ImageProcessor.ProcessAsync(input, ImageSpec.Gallery, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Cancelling_stops_an_image_that_is_being_decoded_and_frees_its_place()
    {
        using var source = TestImages.Quarters(2000, 2000);
        var bytes = source.PngsaveBuffer();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            using var cancellation = new CancellationTokenSource();
            using var input = new CancellingStream(bytes, cancellation);
            Assert.That(() => ImageProcessor.ProcessAsync(input, ImageSpec.Gallery, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        }

        using var result = await Processed.OfAsync(bytes, ImageSpec.GalleryThumbnail);
        Assert.That(result.Size, Is.EqualTo((400, 400)));
    }

    /// <summary>Cancels when the pixels are read: the second time that the stream is read from its start on.</summary>
    private sealed class CancellingStream(byte[] bytes, CancellationTokenSource cancellation) : MemoryStream(bytes)
    {
        private long _read;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            _read += read;
            if (_read > Length)
            {
                cancellation.Cancel();
            }

            return read;
        }
    }
}
