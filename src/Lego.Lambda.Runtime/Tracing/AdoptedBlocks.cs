using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// Members of a segment document that another tracing library recorded about a subsegment. They are written on the subsegment itself:
/// such a library names its subsegments after the node on the service map, so there is no second, inner one.
/// </summary>
internal sealed class AdoptedBlocks
{
    /// <summary><c>aws</c> or <c>remote</c>, or null for local work.</summary>
    internal string? Namespace { get; init; }

    internal JsonObject? Http { get; init; }

    internal JsonObject? Aws { get; init; }

    internal JsonObject? Sql { get; init; }

    internal IReadOnlyList<string> PrecursorIds { get; init; } = [];
}
