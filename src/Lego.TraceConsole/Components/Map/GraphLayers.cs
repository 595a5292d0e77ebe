namespace Lego.TraceConsole.Components.Map;

/// <summary>Which layer each node of a graph stands in.</summary>
internal static class GraphLayers
{
    /// <summary>The edges, with those turned round that would close a circle.</summary>
    public static List<(int Source, int Target)> Forward(int nodeCount, IReadOnlyList<(int Source, int Target)> edges)
    {
        var after = edges.ToLookup(edge => edge.Source, edge => edge.Target);
        var state = new Visit[nodeCount];
        var backward = new HashSet<(int, int)>();
        var hasCaller = edges.Where(edge => edge.Source != edge.Target).Select(edge => edge.Target).ToHashSet();
        foreach (var node in Enumerable.Range(0, nodeCount).OrderBy(hasCaller.Contains))
        {
            Walk(node);
        }

        return [.. edges.Select(edge => backward.Contains(edge) ? (edge.Target, edge.Source) : edge)];

        void Walk(int node)
        {
            if (state[node] != Visit.None)
            {
                return;
            }

            state[node] = Visit.Open;
            foreach (var next in after[node].Where(next => next != node))
            {
                if (state[next] == Visit.Open)
                {
                    backward.Add((node, next));
                }

                Walk(next);
            }

            state[node] = Visit.Done;
        }
    }

    /// <summary>One behind the last of those before it. What nothing leads to stands right before the first that it leads to.</summary>
    public static List<int> Of(int nodeCount, IReadOnlyList<(int Source, int Target)> edges)
    {
        var others = edges.Where(edge => edge.Source != edge.Target).ToList();
        var before = others.ToLookup(edge => edge.Target, edge => edge.Source);
        var after = others.ToLookup(edge => edge.Source, edge => edge.Target);
        var layers = new int?[nodeCount];
        var longest = Enumerable.Range(0, nodeCount).Select(LayerOf).ToList();
        return
        [
            .. longest.Select((layer, node) => before[node].Any() || !after[node].Any() ? layer : after[node].Min(next => longest[next]) - 1),
        ];

        int LayerOf(int node) => layers[node] ??= before[node].Select(LayerOf).DefaultIfEmpty(-1).Max() + 1;
    }

    private enum Visit
    {
        None,
        Open,
        Done,
    }
}
