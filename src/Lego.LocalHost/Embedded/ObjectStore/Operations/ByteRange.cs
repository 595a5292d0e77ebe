using System.Globalization;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>A piece of an object.</summary>
internal sealed record ByteRange(long Start, long Length)
{
    private const string Unit = "bytes=";

    public string ContentRange(long size) => $"bytes {Start}-{Start + Length - 1}/{size}";

    /// <returns>Null when the whole object is to be sent: for a form not understood, and for several ranges, which S3 does not serve.</returns>
    public static ByteRange? Parse(string header, long size)
    {
        if (!header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase)) return null;
        var bounds = header[Unit.Length..].Trim().Split('-');
        if (bounds.Length != 2) return null;
        if (bounds[0].Length == 0)
        {
            if (!TryParse(bounds[1], out var suffix)) return null;
            return suffix == 0 || size == 0
                ? throw S3Errors.InvalidRange(header, size)
                : new ByteRange(Math.Max(0, size - suffix), Math.Min(suffix, size));
        }

        if (!TryParse(bounds[0], out var first)) return null;
        var last = size - 1;
        if (bounds[1].Length > 0 && (!TryParse(bounds[1], out last) || last < first)) return null;
        return first < size ? new ByteRange(first, Math.Min(last, size - 1) - first + 1) : throw S3Errors.InvalidRange(header, size);
    }

    private static bool TryParse(string text, out long value) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
