using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Components;

/// <summary>Where the time of a trace went: every moment belongs to the innermost nodes that run then.</summary>
internal sealed class TimeShares
{
    private readonly Dictionary<TraceNode, double> _own = [];

    private TimeShares()
    {
    }

    public static TimeShares Of(Trace trace)
    {
        var shares = new TimeShares();
        var nodes = trace.Nodes.Where(node => !trace.TargetIds.Contains(node.Entity.Id)).ToList();
        var times = nodes.SelectMany(node => new[] { node.Entity.Start, EndOf(node, trace) }).Distinct().Order().ToList();
        var active = new HashSet<TraceNode>();
        var starting = nodes.ToLookup(node => node.Entity.Start);
        var ending = nodes.ToLookup(node => EndOf(node, trace));
        for (var index = 0; index + 1 < times.Count; index++)
        {
            active.ExceptWith(ending[times[index]]);
            active.UnionWith(starting[times[index]].Where(node => EndOf(node, trace) > node.Entity.Start));
            var innermost = active.Where(node => !node.RowChildren.Any(active.Contains)).ToList();
            foreach (var node in innermost)
            {
                shares._own[node] = shares.OwnOf(node) + ((times[index + 1] - times[index]) / innermost.Count);
            }
        }

        return shares;
    }

    /// <summary>Seconds in which the node itself, and nothing below it, was at work.</summary>
    public double OwnOf(TraceNode node) => _own.GetValueOrDefault(node);

    public IReadOnlyList<(NodeKind Kind, double Seconds)> ByKind() =>
    [
        .. _own.GroupBy(own => own.Key.Kind)
            .Select(group => (group.Key, group.Sum(own => own.Value)))
            .OrderByDescending(share => share.Item2),
    ];

    /// <summary>The node that took most time by itself; null when no time passed.</summary>
    public TraceNode? Slowest => _own.Count == 0 ? null : _own.MaxBy(own => own.Value).Key;

    private static double EndOf(TraceNode node, Trace trace) =>
        node.Entity.InProgress ? trace.End : Math.Max(node.Entity.Start, node.Entity.End ?? node.Entity.Start);
}
