using NetVips;

namespace Lego.Functions.Tests;

/// <summary>Images as clients upload them.</summary>
internal static class Pictures
{
    public static byte[] Png(int width, int height)
    {
        using var image = Draw(width, height);
        return image.PngsaveBuffer();
    }

    public static byte[] Jpeg(int width, int height)
    {
        using var image = Draw(width, height);
        return image.JpegsaveBuffer();
    }

    public static byte[] Gif(int width, int height)
    {
        using var image = Draw(width, height);
        return image.GifsaveBuffer();
    }

    /// <summary>Begins as a PNG and then breaks off.</summary>
    public static byte[] BrokenPng() => Png(40, 30)[..60];

    public static (int Width, int Height) SizeOf(byte[] content)
    {
        using var image = Image.NewFromBuffer(content);
        return (image.Width, image.Height);
    }

    private static Image Draw(int width, int height)
    {
        using var black = Image.Black(width, height, bands: 3);
        return black.Copy(interpretation: Enums.Interpretation.Srgb);
    }
}
