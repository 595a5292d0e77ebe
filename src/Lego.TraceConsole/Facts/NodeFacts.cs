using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Facts;

/// <summary>What can be asked of one visit of a service, or of one call: both rest on a segment or a subsegment.</summary>
internal abstract class NodeFacts(Trace trace, TraceNode node)
{
    private double? _duration;
    private List<Annotation>? _annotations;
    private List<ExceptionEntry>? _exceptions;

    /// <summary>Where times, flags and blocks come from.</summary>
    public TraceNode Node { get; } = node;

    public bool Error => Node.Entity.Error;

    public bool Fault => Node.Entity.Fault;

    public bool Throttle => Node.Entity.Throttle;

    public bool Ok => !Node.Entity.HasFailed;

    public bool InProgress => Node.Entity.InProgress;

    /// <summary>Seconds from start to end; null while it is in progress.</summary>
    public double? ResponseTime => Node.Entity.Seconds;

    /// <summary>Seconds from the first start to the last end among what belongs to it: work may go on after the answer.</summary>
    public double Duration => _duration ??= FindDuration();

    public HttpBlock? Http => Node.Entity.Http;

    public string? User => Node.Entity.User;

    public string? InstanceId => Node.Entity.Aws?.InstanceId;

    public string? AvailabilityZone => Node.Entity.Aws?.AvailabilityZone;

    public string? ResourceArn => Node.Entity.ResourceArn ?? Node.Entity.Aws?.FunctionArn;

    /// <summary>Its own and those of its subsegments.</summary>
    public IReadOnlyList<Annotation> Annotations => _annotations ??= [.. Own().SelectMany(own => own.Entity.Annotations)];

    /// <summary>Exceptions that it or its subsegments describe or refer to, each once.</summary>
    public IReadOnlyList<ExceptionEntry> Exceptions => _exceptions ??= [.. Own().SelectMany(trace.ExceptionsOf).Distinct()];

    public IEnumerable<string> Messages => Exceptions.Select(exception => exception.Message).OfType<string>();

    /// <summary>The node and all below it, up to segments of others.</summary>
    private IEnumerable<TraceNode> Own()
    {
        var waiting = new Stack<TraceNode>();
        waiting.Push(Node);
        while (waiting.TryPop(out var own))
        {
            yield return own;
            for (var index = own.Children.Count - 1; index >= 0; index--)
            {
                if (!own.Children[index].Entity.IsSegment)
                {
                    waiting.Push(own.Children[index]);
                }
            }
        }
    }

    private double FindDuration()
    {
        var start = Node.Entity.Start;
        var end = start;
        foreach (var own in Own())
        {
            start = Math.Min(start, own.Entity.Start);
            end = Math.Max(end, own.Entity.End ?? own.Entity.Start);
        }

        return end - start;
    }
}
