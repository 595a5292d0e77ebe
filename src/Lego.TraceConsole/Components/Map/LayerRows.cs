namespace Lego.TraceConsole.Components.Map;

/// <summary>
/// Gives each vertex a row near those that it is connected with, in the order of its layer and without two coming too close.
/// </summary>
internal static class LayerRows
{
    private const int Passes = 6;

    public static double[] Of(
        IReadOnlyList<List<int>> layers, IReadOnlyList<List<int>> before, IReadOnlyList<List<int>> after, Func<int, double> heightOf)
    {
        var rows = new double[before.Count];
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var layer in pass % 2 == 0 ? layers : layers.Reverse())
            {
                Place(layer, [.. layer.Select(Wanted)]);
            }

            double Wanted(int vertex)
            {
                var neighbours = pass == 0 ? before[vertex] : [.. before[vertex], .. after[vertex]];
                return neighbours.Count == 0 ? rows[vertex] : neighbours.Average(other => rows[other]);
            }
        }

        var first = rows.Length == 0 ? 0 : rows.Min();
        return [.. rows.Select(row => row - first)];

        void Place(List<int> layer, double[] wanted)
        {
            // With the room before each taken off, "in order and apart" is "not falling": the nearest such row is that of the mean of each
            // run that falls (pool adjacent violators).
            var room = new double[layer.Count];
            for (var index = 1; index < layer.Count; index++)
            {
                room[index] = room[index - 1] + ((heightOf(layer[index - 1]) + heightOf(layer[index])) / 2);
            }

            var pools = new List<(double Mean, int Count)>();
            for (var index = 0; index < layer.Count; index++)
            {
                var pool = (Mean: wanted[index] - room[index], Count: 1);
                while (pools is [.., var last] && last.Mean >= pool.Mean)
                {
                    pools.RemoveAt(pools.Count - 1);
                    var count = last.Count + pool.Count;
                    pool = (((last.Mean * last.Count) + (pool.Mean * pool.Count)) / count, count);
                }

                pools.Add(pool);
            }

            var vertex = 0;
            foreach (var (mean, count) in pools)
            {
                for (var index = 0; index < count; index++, vertex++)
                {
                    rows[layer[vertex]] = mean + room[vertex];
                }
            }
        }
    }
}
