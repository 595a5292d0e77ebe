using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Facts;

/// <summary>
/// Finds where a trace went wrong or spent its time. Shapes: AWS X-Ray API, FaultRootCause, ErrorRootCause and ResponseTimeRootCause; how the
/// service chooses among candidates is not published.
/// </summary>
internal static class RootCauseFinder
{
    private const int MaxCauses = 10;
    private const int MaxSteps = 100;

    // The way leads into a child for as long as the child explains at least this share of its parent's time.
    private const double Dominant = 0.5;

    /// <summary>The innermost nodes with the flag, in the order of the tree.</summary>
    public static IReadOnlyList<RootCause> Failures(TraceFacts facts, Func<TraceEntity, bool> hasFlag, bool clientImpacting)
    {
        var above = new HashSet<TraceNode>();
        var innermost = new List<TraceNode>();
        for (var index = facts.Trace.Nodes.Count - 1; index >= 0; index--)
        {
            var node = facts.Trace.Nodes[index];
            var failed = hasFlag(node.Entity);
            if (failed && !above.Contains(node))
            {
                innermost.Add(node);
            }

            if ((failed || above.Contains(node)) && node.Parent is { } parent)
            {
                above.Add(parent);
            }
        }

        innermost.Reverse();
        return
        [
            .. innermost.Take(MaxCauses).Select(node => new RootCause(
                clientImpacting, Services(facts, WayTo(node), step => new RootCauseEntity(
                    step.Entity.Name, step.Entity.Namespace is not null, null, hasFlag(step.Entity) ? ExceptionsOf(facts, step) : [])))),
        ];
    }

    /// <summary>The way along the longest children; none when no part of the trace stands out, or its root is in progress.</summary>
    public static IReadOnlyList<RootCause> Slowness(TraceFacts facts)
    {
        if (facts.Trace.Root is not { Entity.Seconds: > 0 and var whole } root)
        {
            return [];
        }

        var way = new List<TraceNode> { root };
        while (way.Count < MaxSteps && way[^1].Children.MaxBy(child => child.Entity.Seconds ?? 0) is { Entity.Seconds: { } seconds } longest
            && seconds >= Dominant * way[^1].Entity.Seconds)
        {
            way.Add(longest);
        }

        return way.Count == 1
            ? []
            : [new RootCause(true, Services(facts, way, step => new RootCauseEntity(
                step.Entity.Name, step.Entity.Namespace is not null, Math.Round(Math.Min(1, (step.Entity.Seconds ?? 0) / whole), 3), [])))];
    }

    private static List<TraceNode> WayTo(TraceNode node)
    {
        var way = new List<TraceNode>();
        for (var step = node; step is not null && way.Count < MaxSteps; step = step.Parent)
        {
            way.Add(step);
        }

        way.Reverse();
        return way;
    }

    private static List<RootCauseService> Services(TraceFacts facts, List<TraceNode> way, Func<TraceNode, RootCauseEntity> describe)
    {
        var services = new List<RootCauseService>();
        var path = new List<RootCauseEntity>();
        foreach (var step in way)
        {
            if (step.Entity.IsSegment || path.Count == 0)
            {
                path = [];
                services.Add(new RootCauseService(OwnerOf(step), path));
            }

            path.Add(describe(step));
        }

        // The last step may be a call to a service that sends no segments: it is the service that failed.
        if (facts.Visits.FirstOrDefault(visit => visit.Inferred && visit.Node == way[^1]) is { } inferred)
        {
            services.Add(new RootCauseService(inferred.Service, [path[^1] with { Name = inferred.Name, Remote = false }]));
        }

        return services;
    }

    private static ServiceNode OwnerOf(TraceNode step) =>
        step.Segment is { } segment ? ServiceNodes.Of(segment)! : new ServiceNode(step.Entity.Name, null, null, Inferred: false);

    private static List<RootCauseReason> ExceptionsOf(TraceFacts facts, TraceNode node) =>
        [.. facts.Trace.ExceptionsOf(node).Select(exception => new RootCauseReason(exception.Type, exception.Message))];
}
