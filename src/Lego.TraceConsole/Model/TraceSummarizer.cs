namespace Lego.TraceConsole.Model;

internal static class TraceSummarizer
{
    public static TraceSummary Summarize(Trace trace, bool limitExceeded = false)
    {
        var root = trace.Root?.Entity;
        var own = trace.Nodes.Select(node => node.Entity).Where(entity => entity.IsSegment || entity.Namespace is null).ToList();
        var http = own.FirstOrDefault(entity => entity.Http?.Url is not null)?.Http;
        var problems = TraceProblem.Of(trace);
        return new TraceSummary
        {
            Id = trace.Id,
            Start = trace.Start,
            Duration = trace.Duration,
            ResponseTime = root?.End is { } end ? Math.Max(0, end - root.Start) : 0,
            Name = root?.Name ?? "(empty)",
            Function = FunctionOf(own),
            Method = http?.Method ?? AnnotationOf(own, "method"),
            Path = http?.Path ?? AnnotationOf(own, "path"),
            Url = http?.Url,
            Status = own.FirstOrDefault(entity => entity.Http?.Status is not null)?.Http?.Status,
            User = own.FirstOrDefault(entity => entity.User is not null)?.User ?? AnnotationOf(own, "userId"),
            Outcome = OutcomeOf(trace, root),
            IsPartial = trace.IsPartial,
            LimitExceeded = limitExceeded,
            ColdStart = own.Any(IsColdStart),
            Calls = CallCounts.Of(trace),
            Annotations = AnnotationsOf(trace),
            Services = ServiceNodes.Of(trace),
            ProblemCount = problems.Count,
            Problem = problems is [var first, ..] ? $"{first.Node.Entity.Name}: {first.Message}" : null,
        };
    }

    private static string? FunctionOf(List<TraceEntity> own) =>
        own.Find(entity => entity.Origin == "AWS::Lambda::Function")?.Name
        ?? own.Find(entity => entity.Origin == "AWS::Lambda")?.Name
        ?? AnnotationOf(own, "functionName");

    private static string? AnnotationOf(List<TraceEntity> own, string key) =>
        own.Select(entity => entity.Annotation(key)).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    /// <summary>X-Ray takes error and fault from the root and a throttle from anywhere among the segments.</summary>
    private static Outcome OutcomeOf(Trace trace, TraceEntity? root) => root switch
    {
        null => Outcome.Ok,
        { Fault: true } => Outcome.Fault,
        _ when root.Throttle || trace.Nodes.Any(node => node.Entity is { IsSegment: true, Throttle: true }) => Outcome.Throttle,
        _ => root.Outcome,
    };

    private static bool IsColdStart(TraceEntity entity) =>
        entity.Aws?.ColdStart == true || entity.Annotation("coldStart") == "true" || entity.Name is "Initialization" or "Init";

    private static List<Annotation> AnnotationsOf(Trace trace)
    {
        var seen = new HashSet<(string, string)>();
        return [.. trace.Nodes.SelectMany(node => node.Entity.Annotations).Where(annotation => seen.Add((annotation.Key, annotation.Text)))];
    }
}
