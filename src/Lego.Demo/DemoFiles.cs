using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Lego.Demo;

/// <summary>The files of the story, made here: nothing has to be shipped or downloaded.</summary>
internal static class DemoFiles
{
    public static byte[] Instructions { get; } = Encoding.ASCII.GetBytes("%PDF-1.4\n% Step 1: put the red brick on the blue one.\n%%EOF\n");

    public static byte[] PartsCsv { get; } = Encoding.UTF8.GetBytes(
        """
        Part ID,Part Name,Quantity,Color
        3001,Brick 2 x 4,24,Red
        3020,Plate 2 x 4,12,Dark Bluish Gray
        3062b,"Brick, Round 1 x 1",8,White
        """);

    public static byte[] PartsXml { get; } = Encoding.UTF8.GetBytes(
        """
        <INVENTORY>
          <ITEM><ITEMID>3003</ITEMID><COLOR>5</COLOR><MINQTY>40</MINQTY></ITEM>
          <ITEM><ITEMID>3622</ITEMID><COLOR>1</COLOR><MINQTY>16</MINQTY></ITEM>
        </INVENTORY>
        """);

    /// <summary>A PNG of coloured studs. Source of the format: the PNG specification, W3C.</summary>
    public static byte[] Picture(int width, int height, byte hue)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(png, "IHDR", header);
        Chunk(png, "IDAT", Compress(Pixels(width, height, hue)));
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] Pixels(int width, int height, byte hue)
    {
        const int Stud = 32;
        // One byte before each row names its filter: none.
        var pixels = new byte[height * (1 + (3 * width))];
        var next = 0;
        for (var y = 0; y < height; y++)
        {
            next++;
            for (var x = 0; x < width; x++)
            {
                var (dx, dy) = ((x % Stud) - (Stud / 2), (y % Stud) - (Stud / 2));
                var light = (dx * dx) + (dy * dy) < 100 ? 60 : 0;
                pixels[next++] = (byte)Math.Min(255, 120 + light + (hue / 4));
                pixels[next++] = (byte)(hue / 2 + light);
                pixels[next++] = (byte)(255 - hue - Math.Min(light, 255 - hue));
            }
        }

        return pixels;
    }

    private static byte[] Compress(byte[] data)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest))
        {
            zlib.Write(data);
        }

        return compressed.ToArray();
    }

    private static void Chunk(Stream png, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(content));
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        return ~crc;
    }
}
