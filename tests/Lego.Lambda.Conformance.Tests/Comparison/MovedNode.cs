namespace Lego.Lambda.Conformance.Tests.Comparison;

/// <summary>A subsegment that the two sides have at different places; its members are compared all the same.</summary>
/// <param name="Ours">Our path.</param>
/// <param name="Peer">The peer's path.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record MovedNode(string Ours, string Peer, string Reason)
{
    /// <summary>Our facts with the subsegment, and all below it, at the peer's place; null when it is not where it is said to be.</summary>
    public SortedDictionary<string, string>? Apply(SortedDictionary<string, string> facts)
    {
        if (!facts.ContainsKey(Ours))
        {
            return null;
        }

        var moved = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, value) in facts)
        {
            var isInside = path == Ours
                || path.StartsWith(Ours + CanonicalTrace.Member, StringComparison.Ordinal)
                || path.StartsWith(Ours + TraceTree.Below, StringComparison.Ordinal);
            moved[isInside ? Peer + path[Ours.Length..] : path] = value.Replace($"({Ours})", $"({Peer})", StringComparison.Ordinal);
        }

        return moved;
    }
}
