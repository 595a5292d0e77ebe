using System.Runtime.CompilerServices;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>How large the snapshot of one metadata value may become. What lies beyond is cut, and a mark tells so.</summary>
internal sealed record MetadataLimits
{
    /// <summary>A quarter of the 64 KB that X-Ray takes as a document: one value must not crowd out a subsegment's own members.</summary>
    public const int DefaultBytes = 16 * 1024;

    /// <summary>Less has no room for a container, an item and the marks of both.</summary>
    public const int SmallestBytes = 256;

    /// <summary>The whole of an X-Ray document.</summary>
    public const int GreatestBytes = 64 * 1024;

    /// <summary>Documents nest metadata below subsegments, and readers of JSON commonly stop at 64 levels.</summary>
    public const int DefaultDepth = 16;

    /// <summary>Items of one collection, and members of one object or dictionary.</summary>
    public const int DefaultItems = 100;

    /// <summary>Characters of one text.</summary>
    public const int DefaultTextLength = 4096;

    /// <summary>Characters of one member's name.</summary>
    public const int NameLength = 200;

    private const int GreatestDepth = 32;

    /// <summary>The limits that hold when no others are given.</summary>
    public static MetadataLimits Default { get; } = new();

    /// <summary>Bytes of the snapshot as JSON in UTF-8, all escapes and marks counted.</summary>
    public int Bytes { get; init => field = Checked(value, SmallestBytes, GreatestBytes); } = DefaultBytes;

    /// <summary>Containers inside each other.</summary>
    public int Depth { get; init => field = Checked(value, 1, GreatestDepth); } = DefaultDepth;

    /// <summary>Items of one collection, and members of one object or dictionary.</summary>
    public int Items { get; init => field = Checked(value, 1, int.MaxValue); } = DefaultItems;

    /// <summary>Characters of one text, counted after its secrets are redacted.</summary>
    public int TextLength { get; init => field = Checked(value, 1, GreatestBytes); } = DefaultTextLength;

    private static int Checked(int value, int smallest, int greatest, [CallerMemberName] string limit = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, smallest, limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, greatest, limit);
        return value;
    }
}
