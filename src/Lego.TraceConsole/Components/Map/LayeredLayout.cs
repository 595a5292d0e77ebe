namespace Lego.TraceConsole.Components.Map;

/// <summary>
/// Places a graph in layers: each node stands one layer behind the last of those that lead to it, edges over several layers get a place in
/// each of them, and the order in the layers is that of the fewest crossings found by barycentres (after Sugiyama, Tagawa and Toda).
/// </summary>
internal sealed class LayeredLayout
{
    private const int Sweeps = 12;

    // What an edge needs in a layer that it only passes, as a share of a node's row.
    private const double PassingRow = 0.4;

    private readonly List<int> _layerOf;
    private readonly List<List<int>> _before = [];
    private readonly List<List<int>> _after = [];
    private readonly List<List<int>> _routes = [];
    private readonly double[] _rows;

    private LayeredLayout(int nodeCount, IReadOnlyList<(int Source, int Target)> edges)
    {
        var forward = GraphLayers.Forward(nodeCount, edges);
        _layerOf = GraphLayers.Of(nodeCount, forward);
        for (var node = 0; node < nodeCount; node++)
        {
            _before.Add([]);
            _after.Add([]);
        }

        for (var edge = 0; edge < edges.Count; edge++)
        {
            var route = Route(forward[edge]);
            if (forward[edge] != edges[edge])
            {
                route.Reverse();
            }

            _routes.Add(route);
        }

        var layers = Enumerable.Range(0, _layerOf.Count).GroupBy(vertex => _layerOf[vertex]).OrderBy(group => group.Key)
            .Select(group => group.ToList()).ToList();
        layers = BestOrder(layers);
        _rows = LayerRows.Of(layers, _before, _after, vertex => vertex < nodeCount ? 1 : PassingRow);
    }

    /// <summary>The first row is 0.</summary>
    public double RowCount => _rows.Length == 0 ? 0 : _rows.Max() + 1;

    public int LayerCount => _layerOf.Count == 0 ? 0 : _layerOf.Max() + 1;

    public static LayeredLayout Of(int nodeCount, IReadOnlyList<(int Source, int Target)> edges) => new(nodeCount, edges);

    public (int Layer, double Row) Node(int node) => (_layerOf[node], _rows[node]);

    /// <summary>Places from the source of an edge to its target.</summary>
    public IReadOnlyList<(int Layer, double Row)> RouteOf(int edge) => [.. _routes[edge].Select(vertex => (_layerOf[vertex], _rows[vertex]))];

    private List<int> Route((int Source, int Target) edge)
    {
        List<int> route = [edge.Source];
        for (var layer = _layerOf[edge.Source] + 1; layer < _layerOf[edge.Target]; layer++)
        {
            _layerOf.Add(layer);
            _before.Add([]);
            _after.Add([]);
            Connect(route[^1], _layerOf.Count - 1);
            route.Add(_layerOf.Count - 1);
        }

        if (edge.Source != edge.Target)
        {
            Connect(route[^1], edge.Target);
        }

        route.Add(edge.Target);
        return route;
    }

    private void Connect(int source, int target)
    {
        _after[source].Add(target);
        _before[target].Add(source);
    }

    private List<List<int>> BestOrder(List<List<int>> layers)
    {
        var positions = new double[_layerOf.Count];
        foreach (var layer in layers)
        {
            Number(layer, positions);
        }

        var (best, fewest) = (layers, Crossings(layers, positions));
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var down = sweep % 2 == 0;
            layers = [.. layers.Select(layer => layer.ToList())];
            foreach (var layer in down ? layers.AsEnumerable() : layers.AsEnumerable().Reverse())
            {
                var neighbours = down ? _before : _after;
                var sorted = layer
                    .OrderBy(vertex => neighbours[vertex] is { Count: > 0 } some ? some.Average(other => positions[other]) : positions[vertex])
                    .ToList();
                layer.Clear();
                layer.AddRange(sorted);
                Number(layer, positions);
            }

            if (Crossings(layers, positions) is var crossings && crossings < fewest)
            {
                (best, fewest) = (layers, crossings);
            }
        }

        return best;
    }

    private static void Number(List<int> layer, double[] positions)
    {
        for (var index = 0; index < layer.Count; index++)
        {
            // As a share of the layer, so that layers of different sizes compare.
            positions[layer[index]] = (index + 0.5) / layer.Count;
        }
    }

    private long Crossings(List<List<int>> layers, double[] positions)
    {
        var crossings = 0L;
        foreach (var layer in layers)
        {
            var ends = layer.SelectMany(vertex => _after[vertex].Select(other => positions[other]).Order()).ToList();
            for (var first = 0; first < ends.Count; first++)
            {
                for (var second = first + 1; second < ends.Count; second++)
                {
                    crossings += ends[second] < ends[first] ? 1 : 0;
                }
            }
        }

        return crossings;
    }
}
