using Amazon.Lambda.Core;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime;

/// <summary>What a handler knows of the invocation it serves. Belongs to that invocation; may be used from parallel work.</summary>
public sealed class HandlerContext
{
    private static readonly MetricOptions NoMetrics = new();

    internal HandlerContext(
        string functionId, HandlerOptions options, ILogger logger, ILambdaContext lambda, InvocationDescription description, bool isColdStart)
    {
        FunctionId = functionId;
        Options = options;
        Logger = logger;
        Lambda = lambda;
        Description = description;
        IsColdStart = isColdStart;
        Metrics = new InvocationMetrics(options.Metrics ?? NoMetrics, functionId);
    }

    /// <summary>Id of the function, which is also the name of the root subsegment.</summary>
    public string FunctionId { get; }

    /// <summary>Lambda's request id.</summary>
    public string RequestId => Lambda.AwsRequestId ?? "";

    /// <summary>The caller's correlation id, or one made for this invocation.</summary>
    public string CorrelationId => Description.CorrelationId ?? "";

    /// <summary>The signed-in user, or null.</summary>
    public string? UserId => Description.UserId;

    /// <summary>True for the first invocation of the process.</summary>
    public bool IsColdStart { get; }

    /// <summary>Lambda's own context.</summary>
    public ILambdaContext Lambda { get; }

    /// <summary>Writes log lines that carry the ids of this invocation.</summary>
    public ILogger Logger { get; }

    /// <summary>The metrics of the invocation, written when it ends.</summary>
    public InvocationMetrics Metrics { get; }

    /// <summary>The root subsegment of the invocation.</summary>
    public Subsegment Trace { get; internal set; } = Subsegment.None;

    /// <summary>The clock to read the time from.</summary>
    public TimeProvider Clock => Options.Clock;

    internal HandlerOptions Options { get; }

    internal InvocationDescription Description { get; }

    /// <summary>
    /// Sends the trace of this invocation even if it is not sampled, with the annotation <c>keptBecause</c> = <c>forced</c>. For the one
    /// order or the one customer that somebody wants to look at; needs <see cref="KeepPolicy.Forced"/>, which is on by default.
    /// </summary>
    public void KeepTrace() => Trace.Trace?.Force();

    /// <inheritdoc cref="InvocationMetrics.Count"/>
    public void Count(string name, double number = 1) => Metrics.Count(name, number);

    /// <summary>Adds a searchable annotation to the invocation's trace.</summary>
    /// <inheritdoc cref="Subsegment.Annotate(string, AnnotationValue)"/>
    public void Annotate(string key, AnnotationValue value) => Trace.Annotate(key, value);
}
