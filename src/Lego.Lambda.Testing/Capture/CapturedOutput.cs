using System.Text.Json.Nodes;

namespace Lego.Lambda.Testing.Capture;

/// <summary>What one invocation, or everything on one host, has sent and written so far.</summary>
/// <param name="traceId">The invocation's trace in X-Ray's form; null where it came without a trace.</param>
/// <param name="requestId">The invocation's request id; null for what belongs to no invocation.</param>
internal sealed class CapturedOutput(string? traceId, string? requestId)
{
    private readonly Lock _gate = new();
    private readonly List<string> _documents = [];
    private readonly List<JsonObject> _logLines = [];
    private readonly List<JsonObject> _metricLines = [];

    internal string? TraceId { get; } = traceId;

    internal string? RequestId { get; } = requestId;

    internal IReadOnlyList<string> Documents => Copy(_documents);

    internal IReadOnlyList<JsonObject> LogLines => Copy(_logLines);

    internal IReadOnlyList<JsonObject> MetricLines => Copy(_metricLines);

    internal void AddDocument(string document) => Add(_documents, document);

    internal void AddLogLine(JsonObject line) => Add(_logLines, line);

    internal void AddMetricLine(JsonObject line) => Add(_metricLines, line);

    private void Add<T>(List<T> list, T item)
    {
        lock (_gate)
        {
            list.Add(item);
        }
    }

    private T[] Copy<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
