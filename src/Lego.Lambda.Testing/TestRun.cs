using System.Diagnostics;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Testing.Capture;
using Lego.Lambda.Testing.Logs;
using Lego.Lambda.Testing.Metrics;
using Lego.Lambda.Testing.Traces;

namespace Lego.Lambda.Testing;

/// <summary>One invocation that has ended: what it traced, logged and measured.</summary>
[StackTraceHidden]
public class TestRun
{
    private readonly IReadOnlyList<JsonObject> _metricLines;

    internal TestRun(TestLambdaContext context, CapturedOutput output)
    {
        Context = context;
        Trace = new CapturedTrace(output.Documents, WhyEmpty(context));
        Logs = new CapturedLogs(output.LogLines);
        _metricLines = output.MetricLines;
        Metrics = new CapturedMetrics(_metricLines);
    }

    /// <summary>What the invocation was told by Lambda.</summary>
    public TestLambdaContext Context { get; }

    /// <summary>The trace, as X-Ray gets it.</summary>
    public CapturedTrace Trace { get; }

    /// <summary>The log lines.</summary>
    public CapturedLogs Logs { get; }

    /// <summary>The metrics.</summary>
    public CapturedMetrics Metrics { get; }

    /// <summary>
    /// Asserts that a text, usually a secret, is nowhere in what leaves the invocation: documents, log lines, metric lines, and the
    /// headers and the body of an HTTP answer. The case counts.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="AssertionFailedException">It is there; the message says where.</exception>
    public void DoesNotLeak(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var places = TextSearch.Find("log line", Logs.Select(line => line.Json), text)
            .Concat(TextSearch.Find("metric line", _metricLines, text))
            .Concat(Trace.Find(text))
            .Concat(FindInAnswer(text))
            .ToList();
        if (places.Count > 0)
        {
            throw new AssertionFailedException($"Expected \"{text}\" nowhere, but found it in:\n  {string.Join("\n  ", places)}");
        }
    }

    /// <summary>The invocation's trace in X-Ray's form, or null where its header names none.</summary>
    internal static string? TraceIdOf(TestLambdaContext context) =>
        TraceHeader.TryParse(context.TraceId, out var header) ? TraceIds.ToXRay(header.TraceId) : null;

    private protected virtual IEnumerable<string> FindInAnswer(string text) => [];

    private static string WhyEmpty(TestLambdaContext context)
    {
        if (string.IsNullOrEmpty(context.TraceId))
        {
            return "the invocation came without a trace header";
        }

        return TraceHeader.TryParse(context.TraceId, out var header)
            ? header.Sampled switch
            {
                SampleDecision.NotSampled => "the trace header says Sampled=0",
                SampleDecision.Requested => "the trace header leaves the decision open (Sampled=?)",
                SampleDecision.None => "the trace header carries no decision",
                _ => "no document was sent; was the handler made with the Options of this host?",
            }
            : $"the trace header is malformed: \"{context.TraceId}\"";
    }
}
