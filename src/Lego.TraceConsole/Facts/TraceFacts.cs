using System.Text.Json;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Facts;

/// <summary>
/// A trace as the service map and filter expressions see it. It is the same for the same documents, in whatever order they came.
/// Flags: AWS X-Ray API, TraceSummary: error and fault of the root segment, throttle of any.
/// </summary>
internal sealed class TraceFacts
{
    // X-Ray indexes so many of one trace.
    private const int MaxAnnotations = 50;

    private IReadOnlyList<RootCause>? _faultCauses;
    private IReadOnlyList<RootCause>? _errorCauses;
    private IReadOnlyList<RootCause>? _responseTimeCauses;

    private TraceFacts(Trace trace, bool limitExceeded)
    {
        Trace = trace;
        LimitExceeded = limitExceeded;
        Visits = VisitsOf(trace);
        Calls = CallsOf(trace, Visits);
        Annotations = AnnotationsOf(trace, Visits);
        EntryPoint = Visits.FirstOrDefault(visit => visit.Root && visit.Node == trace.Root);
        Http = HttpOf(trace);
    }

    public Trace Trace { get; }

    /// <summary>Epoch seconds.</summary>
    public double Start => Trace.Start;

    /// <summary>Epoch seconds.</summary>
    public double End => Trace.End;

    /// <summary>Seconds from the earliest start to the latest end.</summary>
    public double Duration => Trace.Duration;

    /// <summary>Seconds of the root; null while it is in progress.</summary>
    public double? ResponseTime => Trace.Root?.Entity.Seconds;

    public bool Error => Trace.Root?.Entity.Error == true;

    public bool Fault => Trace.Root?.Entity.Fault == true;

    public bool Throttle => Trace.Root?.Entity.Throttle == true || Visits.Any(visit => visit.Throttle);

    public bool Ok => Trace.Root?.Entity.HasFailed == false;

    public bool IsPartial => Trace.IsPartial;

    public bool LimitExceeded { get; }

    /// <summary>The request that the trace is about: of the root, or of the first below it that says.</summary>
    public HttpBlock? Http { get; }

    public IEnumerable<string> Users => Visits.Select(visit => visit.User).Where(user => !string.IsNullOrEmpty(user)).Distinct()!;

    /// <summary>In the order of the tree, callers before what they call.</summary>
    public IReadOnlyList<ServiceVisit> Visits { get; }

    public IReadOnlyList<ServiceCall> Calls { get; }

    /// <summary>Each combination of key, value and service once.</summary>
    public IReadOnlyList<IndexedAnnotation> Annotations { get; }

    /// <summary>Null when the root's segment is missing.</summary>
    public ServiceVisit? EntryPoint { get; }

    public IReadOnlyList<RootCause> FaultCauses => _faultCauses ??= RootCauseFinder.Failures(this, entity => entity.Fault, Fault);

    public IReadOnlyList<RootCause> ErrorCauses => _errorCauses ??= RootCauseFinder.Failures(this, entity => entity.Error, Error);

    public IReadOnlyList<RootCause> ResponseTimeCauses => _responseTimeCauses ??= RootCauseFinder.Slowness(this);

    public static TraceFacts Of(Trace trace, bool limitExceeded = false) => new(trace, limitExceeded);

    private static List<ServiceVisit> VisitsOf(Trace trace)
    {
        var visits = new List<ServiceVisit>();
        foreach (var node in trace.Nodes)
        {
            if (ServiceNodes.Of(node) is { } service)
            {
                visits.Add(new ServiceVisit(trace, node, service) { First = visits.Count == 0 });
            }
        }

        if (visits is [.., var last])
        {
            last.Last = true;
        }

        return visits;
    }

    private static List<ServiceCall> CallsOf(Trace trace, IReadOnlyList<ServiceVisit> visits)
    {
        var services = visits.ToDictionary(visit => visit.Node, visit => visit.Service);
        var calls = new List<ServiceCall>(visits.Count);
        foreach (var visit in visits)
        {
            var parent = visit.Node.Parent;
            if (visit.Root)
            {
                var client = new ServiceNode(visit.Name, ServiceCall.Client, AccountId: null, Inferred: true);
                calls.Add(new ServiceCall(trace, visit.Node, client, visit));
            }
            else if (parent?.Segment is { } caller)
            {
                var seenByCaller = !visit.Inferred && parent.Entity is { IsSegment: false, Namespace: not null };
                calls.Add(new ServiceCall(trace, seenByCaller ? parent : visit.Node, services[caller], visit));
            }
        }

        return calls;
    }

    private static List<IndexedAnnotation> AnnotationsOf(Trace trace, IReadOnlyList<ServiceVisit> visits)
    {
        var annotations = new List<IndexedAnnotation>();
        var seen = new HashSet<(string Key, string Value, ServiceNode? Service)>();
        foreach (var node in trace.Nodes)
        {
            if (node.Entity.Annotations.Count == 0)
            {
                continue;
            }

            var visit = visits.FirstOrDefault(visit => visit.Node == node.Segment);
            foreach (var annotation in node.Entity.Annotations)
            {
                var isIndexed = annotation.Value.ValueKind
                    is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
                if (isIndexed && annotations.Count < MaxAnnotations && seen.Add((annotation.Key, annotation.Value.GetRawText(), visit?.Service)))
                {
                    annotations.Add(new IndexedAnnotation(annotation.Key, annotation.Value, visit));
                }
            }
        }

        return annotations;
    }

    private static HttpBlock? HttpOf(Trace trace)
    {
        HttpBlock? request = null;
        int? status = null;
        foreach (var node in trace.Nodes)
        {
            // What a call asked and was answered says nothing about the request itself.
            if (node.Entity is { Http: { } http } entity && (entity.IsSegment || entity.Namespace is null))
            {
                request ??= http.Url is null ? null : http;
                status ??= http.Status;
            }
        }

        return request is null && status is null
            ? null
            : (request ?? new HttpBlock(null, null, null, null, null, null)) with { Status = status };
    }
}
