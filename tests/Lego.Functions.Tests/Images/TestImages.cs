using System.Buffers.Binary;
using System.Text;
using NetVips;

namespace Lego.Functions.Tests.Images;

/// <summary>Images made for a test. Four quarters of different colours show which way is up.</summary>
internal static class TestImages
{
    public const string PlantedText = "Planted-Place-7f3a";

    private static readonly double[] Red = [255, 0, 0];
    private static readonly double[] Green = [0, 255, 0];
    private static readonly double[] Blue = [0, 0, 255];
    private static readonly double[] White = [255, 255, 255];

    /// <summary>Red and green above, blue and white below.</summary>
    public static Image Quarters(int width, int height)
    {
        using var black = Image.Black(width, height, bands: 3);
        using var image = black.Mutate(canvas =>
        {
            var (x, y) = (width / 2, height / 2);
            canvas.DrawRect(Red, 0, 0, x, y, fill: true);
            canvas.DrawRect(Green, x, 0, width - x, y, fill: true);
            canvas.DrawRect(Blue, 0, y, x, height - y, fill: true);
            canvas.DrawRect(White, x, y, width - x, height - y, fill: true);
        });
        return image.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    public static byte[] Encode(this Image image, string format) => format switch
    {
        "jpeg" => image.JpegsaveBuffer(q: 95),
        "progressive jpeg" => image.JpegsaveBuffer(q: 95, interlace: true),
        "png" => image.PngsaveBuffer(),
        "interlaced png" => image.PngsaveBuffer(interlace: true),
        "webp" => image.WebpsaveBuffer(q: 95),
        "gif" => image.GifsaveBuffer(),
        "tiff" => image.TiffsaveBuffer(),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a format"),
    };

    /// <summary>The colour of a place, given in parts of the sides, as the nearest of the names used here.</summary>
    public static string ColourAt(this Image image, double x, double y)
    {
        var pixel = image.Getpoint((int)(x * image.Width), (int)(y * image.Height));
        return string.Concat(pixel.Take(3).Select(value => value switch { > 200 => "1", < 55 => "0", _ => "?" })) switch
        {
            "100" => "red",
            "010" => "green",
            "001" => "blue",
            "111" => "white",
            _ => string.Join(',', pixel),
        };
    }

    /// <summary>The colours of the four quarters in reading order.</summary>
    public static string[] Corners(this Image image) =>
        [image.ColourAt(.2, .2), image.ColourAt(.8, .2), image.ColourAt(.2, .8), image.ColourAt(.8, .8)];

    /// <summary>A JPEG with an orientation, a place of origin, a description and XMP.</summary>
    public static byte[] JpegWithMetadata(int width, int height, int orientation)
    {
        using var quarters = Quarters(width, height);
        using var image = quarters.Mutate(mutable =>
        {
            mutable.Set(GValue.GIntType, "orientation", orientation);
            mutable.Set(GValue.GStrType, "exif-ifd0-ImageDescription", PlantedText);
            mutable.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "48/1 12/1 30/1");
            mutable.Set(GValue.GStrType, "exif-ifd3-GPSLatitudeRef", "N");
            mutable.Set(GValue.BlobType, "xmp-data", Encoding.UTF8.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{PlantedText}</x:xmpmeta>"));
        });
        return image.JpegsaveBuffer(q: 95, keep: Enums.ForeignKeep.All);
    }

    /// <summary>A GIF or WebP whose first frame is red and whose second is green.</summary>
    public static byte[] Animation(int width, int height, string format)
    {
        using var black = Image.Black(width, height * 2, bands: 3);
        using var frames = black.Mutate(canvas =>
        {
            canvas.DrawRect(Red, 0, 0, width, height, fill: true);
            canvas.DrawRect(Green, 0, height, width, height, fill: true);
            canvas.Set(GValue.GIntType, "page-height", height);
        });
        using var image = frames.Copy(interpretation: Enums.Interpretation.Srgb);
        return image.Encode(format);
    }

    /// <summary>A PNG of a few bytes that claims any size.</summary>
    public static byte[] PngHeader(uint width, uint height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        // 8 bits for each of red, green and blue.
        (header[8], header[9]) = (8, 2);
        return [0x89, .. "PNG\r\n"u8, 0x1a, (byte)'\n', .. PngChunk("IHDR", header), .. PngChunk("IDAT", [0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]), .. PngChunk("IEND", [])];
    }

    /// <summary>A GIF of a few bytes that claims any size.</summary>
    public static byte[] GifHeader(ushort width, ushort height)
    {
        byte[] w = [(byte)width, (byte)(width >> 8)];
        byte[] h = [(byte)height, (byte)(height >> 8)];
        return [.. "GIF89a"u8, .. w, .. h, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0, .. w, .. h, 0, 2, 2, 0x44, 1, 0, 0x3b];
    }

    /// <summary>A JPEG that claims any size.</summary>
    public static byte[] JpegHeader(ushort width, ushort height)
    {
        using var quarters = Quarters(16, 16);
        var bytes = quarters.JpegsaveBuffer();
        var frame = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xff, 0xc0]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 7), width);
        return bytes;
    }

    /// <summary>The names of the chunks of a WebP file.</summary>
    public static string[] WebpChunks(byte[] file)
    {
        Assert.That(Encoding.ASCII.GetString(file, 0, 4) + Encoding.ASCII.GetString(file, 8, 4), Is.EqualTo("RIFFWEBP"));
        Assert.That(BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4)), Is.EqualTo(file.Length - 8));
        List<string> names = [];
        for (var at = 12; at < file.Length;)
        {
            names.Add(Encoding.ASCII.GetString(file, at, 4));
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4));
            at += 8 + length + (length & 1);
        }

        return [.. names];
    }

    private static byte[] PngChunk(string name, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4), Crc(body));
        return chunk;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320);
            }
        }

        return ~crc;
    }
}
