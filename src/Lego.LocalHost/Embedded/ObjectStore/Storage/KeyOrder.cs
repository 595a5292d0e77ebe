namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>The order of keys by their UTF-8 bytes, which S3 lists in.</summary>
internal sealed class KeyOrder : IComparer<string>
{
    public static KeyOrder Instance { get; } = new();

    /// <remarks>
    /// UTF-16 units compare like UTF-8 bytes except that surrogates (beyond U+FFFF) stand below U+E000 to U+FFFF there and above here.
    /// </remarks>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return x is null ? (y is null ? 0 : -1) : 1;
        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length) return x.Length.CompareTo(y.Length);
        var (left, right) = (x[common], y[common]);
        var (leftHigh, rightHigh) = (char.IsSurrogate(left), char.IsSurrogate(right));
        return leftHigh == rightHigh ? left.CompareTo(right) : leftHigh.CompareTo(rightHigh);
    }
}
