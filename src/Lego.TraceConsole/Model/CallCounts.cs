namespace Lego.TraceConsole.Model;

/// <summary>How many calls of each kind a trace made.</summary>
public sealed record CallCounts(int Database, int S3, int Cache, int Search, int Other)
{
    public static CallCounts Of(Trace trace)
    {
        var counts = new int[Enum.GetValues<NodeKind>().Length];
        var waiting = new Stack<(TraceNode Node, NodeKind? Within)>(trace.Roots.Select(root => (root, (NodeKind?)null)));
        while (waiting.TryPop(out var item))
        {
            // A call and the parts it is written in count once.
            if (item.Node.Kind != item.Within)
            {
                counts[(int)item.Node.Kind]++;
            }

            foreach (var child in item.Node.Children)
            {
                waiting.Push((child, NodeKinds.IsCall(item.Node.Kind) ? item.Node.Kind : null));
            }
        }

        return new CallCounts(
            counts[(int)NodeKind.Database], counts[(int)NodeKind.S3], counts[(int)NodeKind.Cache], counts[(int)NodeKind.Search],
            counts[(int)NodeKind.Aws] + counts[(int)NodeKind.Remote]);
    }
}
