namespace Lego.TraceConsole.Model;

/// <summary>A place where something went wrong by itself, not because of something below it.</summary>
public sealed record TraceProblem(TraceNode Node, string Message)
{
    /// <summary>Innermost failed nodes in time order; what failed only because of them is left out.</summary>
    public static IReadOnlyList<TraceProblem> Of(Trace trace)
    {
        var failedBelow = new HashSet<TraceNode>();
        var problems = new List<TraceProblem>();
        foreach (var node in trace.Nodes.Reverse())
        {
            var below = node.RowChildren.Any(child => child.HasFailed || failedBelow.Contains(child));
            if (below)
            {
                failedBelow.Add(node);
            }
            else if (node.HasFailed && !IsDrawnWithParent(trace, node))
            {
                problems.Add(new TraceProblem(node, Describe(trace, node)));
            }
        }

        problems.Sort((one, other) => TraceNode.ByTime(one.Node, other.Node));
        return problems;
    }

    private static bool IsDrawnWithParent(Trace trace, TraceNode node) => trace.TargetIds.Contains(node.Entity.Id);

    private static string Describe(Trace trace, TraceNode node)
    {
        if (trace.ExceptionsOf(node) is [var exception, ..])
        {
            return exception.Title;
        }

        var status = (node.Entity.Http ?? node.Target?.Entity.Http)?.Status;
        return status is { } code ? $"HTTP status {code}" : node.Outcome switch
        {
            Outcome.Fault => "fault without a cause",
            Outcome.Throttle => "throttled",
            _ => "error without a cause",
        };
    }
}
