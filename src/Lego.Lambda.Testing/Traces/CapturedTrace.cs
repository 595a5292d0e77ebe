using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Lego.Lambda.Testing.Traces;

/// <summary>
/// The trace of one invocation, put together from the documents that were sent. Names may hold <c>*</c> for any text. A failed assertion
/// shows the whole trace. What was not recorded proves nothing: on an empty trace every assertion but <see cref="HasNothing"/> fails.
/// </summary>
[StackTraceHidden]
public sealed partial class CapturedTrace
{
    private readonly string _whyEmpty;
    private readonly IReadOnlyList<JsonObject> _parsed;
    private readonly List<TraceEntity> _top;
    private readonly List<TraceEntity> _all;

    internal CapturedTrace(IReadOnlyList<string> documents, string whyEmpty)
    {
        Documents = documents;
        _whyEmpty = whyEmpty;
        _parsed = [.. documents.Select(document => JsonNode.Parse(document)!.AsObject())];
        _top = TraceTree.Build(_parsed);
        _all = [.. TraceTree.Flatten(_top)];
        Subsegments = [.. _all.Where(entity => !entity.IsSegment)];
    }

    /// <summary>The documents as they were sent: JSON texts without the header line, in the order of sending.</summary>
    public IReadOnlyList<string> Documents { get; }

    /// <summary>True when nothing was recorded.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>Why nothing was recorded, for example that the trace header says <c>Sampled=0</c>; null when something was.</summary>
    public string? WhyEmpty => IsEmpty ? _whyEmpty : null;

    /// <summary>Trace id in X-Ray's form; null when nothing was recorded.</summary>
    public string? TraceId => _parsed.Select(document => DocumentReader.Text(document, "trace_id")).FirstOrDefault(id => id is not null);

    /// <summary>All subsegments: the root first, each before what is below it, siblings in order of their start.</summary>
    public IReadOnlyList<TraceEntity> Subsegments { get; }

    /// <summary>The segment that the function wrote itself; null where its root hangs below Lambda's own, which is not sent by the function.</summary>
    public TraceEntity? Segment => _top.Find(entity => entity.IsSegment);

    /// <summary>The root subsegment, named after the function.</summary>
    /// <exception cref="AssertionFailedException">Nothing was recorded.</exception>
    public TraceEntity Root => Subsegments.Count > 0 ? Subsegments[0] : Segment ?? throw Failure("Expected a root subsegment");

    /// <summary>The one subsegment of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="AssertionFailedException">There is none, or there are several.</exception>
    public TraceEntity this[string name] => Has(name).Times(1).Entities[0];

    /// <summary>The tree: names, durations, outcomes, annotations and exceptions; or why there is none.</summary>
    public override string ToString() => IsEmpty ? $"nothing was recorded: {_whyEmpty}" : TracePicture.Draw(_top);

    /// <summary>The places where a text is.</summary>
    internal IEnumerable<string> Find(string text) => TextSearch.Find("document", _parsed, text);

    /// <summary>The trace as the end of a failure's message.</summary>
    internal string Picture() => $"\n\nThe trace:\n{ToString()}\n";

    private AssertionFailedException Failure(string expected, string found = "") =>
        new(Expectation.Sentence(expected, IsEmpty ? "there is no trace" : found) + Picture());

    private void RequireRecorded(string expected)
    {
        if (IsEmpty)
        {
            throw Failure(expected);
        }
    }
}
