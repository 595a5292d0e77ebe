using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using NetVips;

namespace Lego.Functions.Shared.Images;

/// <summary>Makes uploaded images into upright WebP images of a bounded size that carry no metadata.</summary>
internal static class ImageProcessor
{
    private const long MaxPixels = 50_000_000;
    // WebP has 14 bits for the length of a side.
    private const int MaxSide = 16_383;
    private const int HeadBytes = 16;

    // What is decoded lies in native memory, that of an interlaced image as a whole: this bounds the sum.
    private static readonly SemaphoreSlim Slots = new(2);

    /// <summary>Reads an image from the start of <paramref name="input"/>, which stays open. Traced as <c>image:process</c>.</summary>
    /// <remarks>For a thumbnail, process the processed image again.</remarks>
    /// <exception cref="FileErrorException">It is no whole JPEG, PNG, WebP or GIF image, or has more than 50 megapixels.</exception>
    public static Task<ProcessedImage> ProcessAsync(Stream input, ImageSpec spec, CancellationToken cancellationToken) =>
        TraceCalls.TraceWork("image:process", async subsegment =>
        {
            await Slots.WaitAsync(cancellationToken);
            EncodedImage encoded;
            try
            {
                encoded = await Task.Run(() => Encode(input, spec, cancellationToken), cancellationToken);
            }
            finally
            {
                Slots.Release();
            }

            var image = await SpoolAsync(encoded, cancellationToken);
            subsegment.AddMetadata("width", image.Width);
            subsegment.AddMetadata("height", image.Height);
            subsegment.AddMetadata("bytes", image.ByteSize);
            return image;
        });

    private static EncodedImage Encode(Stream input, ImageSpec spec, CancellationToken cancellationToken)
    {
        ImageLibrary.Prepare();
        try
        {
            var (width, height) = Measure(input);
            cancellationToken.ThrowIfCancellationRequested();

            input.Position = 0;
            var side = spec.IsSquare ? Math.Min(spec.MaxWidth, Math.Min(width, height)) : 0;
            // Decodes as small as the format allows, turns the image upright, and converts it to sRGB by the profile it came with.
            using var image = Image.ThumbnailStream(
                input,
                spec.IsSquare ? side : spec.MaxWidth,
                optionString: "fail_on=error",
                height: spec.IsSquare ? side : MaxSide,
                size: Enums.Size.Down,
                crop: spec.IsSquare ? Enums.Interesting.Centre : Enums.Interesting.None,
                outputProfile: "srgb");
            image.SetProgress(NoProgress.Instance, cancellationToken);
            return new EncodedImage(image.WebpsaveBuffer(q: spec.Quality, keep: Enums.ForeignKeep.None), image.Width, image.Height);
        }
        catch (VipsException exception)
        {
            // A cancelled image ends with the same exception as a broken one.
            cancellationToken.ThrowIfCancellationRequested();
            throw new FileErrorException(
                "The image cannot be read: it is damaged, incomplete, or no JPEG, PNG, WebP or GIF image.", exception);
        }
    }

    /// <summary>Reads the size from the header alone: a few bytes may claim to be an image that fills the memory.</summary>
    private static (int Width, int Height) Measure(Stream input)
    {
        input.Position = 0;
        using var header = Image.NewFromStream(input, access: Enums.Access.Sequential);
        return (long)header.Width * header.Height <= MaxPixels
            ? (header.Width, header.Height)
            : throw new FileErrorException(
                $"The image has {header.Width} x {header.Height} pixels; at most {MaxPixels / 1_000_000} megapixels are allowed.");
    }

    private static async Task<ProcessedImage> SpoolAsync(EncodedImage encoded, CancellationToken cancellationToken)
    {
        var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), "image-" + Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
                BufferSize = 0,
            });
        try
        {
            await spool.WriteAsync(encoded.Bytes, cancellationToken);
            return new ProcessedImage(spool, encoded.Bytes[..HeadBytes], encoded.Width, encoded.Height);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>The compressed form; what it was made from never enters managed memory.</summary>
    private readonly record struct EncodedImage(byte[] Bytes, int Width, int Height);

    /// <summary>The library looks at the cancellation token only when progress is watched.</summary>
    private sealed class NoProgress : IProgress<int>
    {
        public static readonly NoProgress Instance = new();

        public void Report(int value)
        {
        }
    }
}
