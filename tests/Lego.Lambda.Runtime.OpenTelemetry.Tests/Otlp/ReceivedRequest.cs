namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;

/// <summary>A request as it arrived.</summary>
internal sealed record ReceivedRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Message)
{
    private readonly Lazy<List<ProtobufMessage>> _resourceSpans = new(() => [.. new ProtobufMessage(Message).Messages(1)]);

    internal IReadOnlyDictionary<string, object> Resource => ReceivedSpan.ReadAttributes(_resourceSpans.Value.Single().Message(1), 1);

    internal string SchemaUrl => _resourceSpans.Value.Single().Text(3);

    internal (string Name, string Version) Scope
    {
        get
        {
            var scope = Scopes.Single().Message(1);
            return (scope.Text(1), scope.Text(2));
        }
    }

    internal IReadOnlyList<ReceivedSpan> Spans => [.. Scopes.SelectMany(scope => scope.Messages(2)).Select(span => new ReceivedSpan(span))];

    /// <summary>The one span that is below none of the others.</summary>
    internal ReceivedSpan Root
    {
        get
        {
            var spans = Spans;
            return spans.Single(span => spans.All(other => other.SpanId != span.ParentId));
        }
    }

    private IEnumerable<ProtobufMessage> Scopes => _resourceSpans.Value.SelectMany(resource => resource.Messages(2));

    internal ReceivedSpan Named(string name) => Spans.Single(span => span.Name == name);
}
