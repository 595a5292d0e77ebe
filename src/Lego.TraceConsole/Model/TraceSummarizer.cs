using Lego.TraceConsole.Facts;

namespace Lego.TraceConsole.Model;

internal static class TraceSummarizer
{
    public static TraceSummary Summarize(Trace trace, bool limitExceeded = false) => Summarize(TraceFacts.Of(trace, limitExceeded));

    public static TraceSummary Summarize(TraceFacts facts)
    {
        var trace = facts.Trace;
        var root = trace.Root?.Entity;
        var own = trace.Nodes.Select(node => node.Entity).Where(entity => entity.IsSegment || entity.Namespace is null).ToList();
        var http = facts.Http;
        var problems = TraceProblem.Of(trace);
        var services = new SummaryServices(facts);
        return new TraceSummary
        {
            Id = trace.Id,
            Start = trace.Start,
            Duration = trace.Duration,
            ResponseTime = facts.ResponseTime,
            Name = root?.Name ?? "(empty)",
            Function = FunctionOf(own),
            Method = http?.Method ?? AnnotationOf(own, "method"),
            Path = http?.Path ?? AnnotationOf(own, "path"),
            Url = http?.Url,
            Status = http?.Status,
            UserAgent = http?.UserAgent,
            ClientIp = http?.ClientIp,
            User = own.FirstOrDefault(entity => entity.User is not null)?.User ?? AnnotationOf(own, "userId"),
            Outcome = OutcomeOf(trace, root),
            Error = facts.Error,
            Fault = facts.Fault,
            Throttle = facts.Throttle,
            IsPartial = trace.IsPartial,
            LimitExceeded = facts.LimitExceeded,
            ColdStart = own.Any(IsColdStart),
            Calls = CallCounts.Of(trace),
            Annotations = services.Annotations(),
            Services = services.Nodes,
            EntryPoint = services.EntryPoint,
            Users = services.Users(),
            ResourceArns = Distinct(facts, visit => visit.ResourceArn),
            InstanceIds = Distinct(facts, visit => visit.InstanceId),
            AvailabilityZones = Distinct(facts, visit => visit.AvailabilityZone),
            FaultCauses = facts.FaultCauses,
            ErrorCauses = facts.ErrorCauses,
            ResponseTimeCauses = facts.ResponseTimeCauses,
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

    /// <summary>One word for the list: X-Ray takes error and fault from the root and a throttle from anywhere among the segments.</summary>
    private static Outcome OutcomeOf(Trace trace, TraceEntity? root) => root switch
    {
        null => Outcome.Ok,
        { Fault: true } => Outcome.Fault,
        _ when root.Throttle || trace.Nodes.Any(node => node.Entity is { IsSegment: true, Throttle: true }) => Outcome.Throttle,
        _ => root.Outcome,
    };

    private static bool IsColdStart(TraceEntity entity) =>
        entity.Aws?.ColdStart == true || entity.Annotation("coldStart") == "true" || entity.Name is "Initialization" or "Init";

    private static List<string> Distinct(TraceFacts facts, Func<ServiceVisit, string?> member) =>
        [.. facts.Visits.Select(member).OfType<string>().Where(value => value.Length > 0).Distinct()];
}
