namespace Lego.Lambda.Conformance.Tests.Comparison;

/// <summary>Times as relations to the parent and to the siblings.</summary>
internal static class NodeOrder
{
    public static IEnumerable<(string Member, string Value)> FactsOf(TraceNode node)
    {
        if (node.End is null)
        {
            yield return ("end_time", "(missing)");
        }
        else if (node.End < node.Start)
        {
            yield return ("end_time", "(before its start)");
        }

        if (node.Parent is not { } parent)
        {
            yield break;
        }

        if (node.Start < parent.Start)
        {
            yield return ("start_time", "(before its parent)");
        }

        if (node.End > parent.End)
        {
            yield return ("end_time", "(after its parent)");
        }

        var earlier = parent.Children
            .Where(sibling => sibling != node && sibling.End <= node.Start)
            .Select(LastName)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (earlier.Count > 0)
        {
            yield return ("starts after", string.Join(", ", earlier));
        }
    }

    /// <summary>The name with its number, where siblings have the same.</summary>
    private static string LastName(TraceNode node) => node.Path.Split(TraceTree.Below)[^1];
}
