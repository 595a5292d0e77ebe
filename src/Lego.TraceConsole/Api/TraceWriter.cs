using System.Text.Json;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Api;

internal static class TraceWriter
{
    // A JSON writer and the readers of the answer stop at some depth; the documents above the tree are complete in any case.
    private const int MaxDepth = 200;

    public static void WriteList(Utf8JsonWriter json, TracePage page)
    {
        json.WriteStartObject();
        json.WriteNumber("total"u8, page.Total);
        json.WriteStartArray("traces"u8);
        foreach (var summary in page.Traces)
        {
            JsonSerializer.Serialize(json, summary, StoreJson.Default.TraceSummary);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, StoredTrace stored, IReadOnlyList<LogLine> lines)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, stored.Trace.Id);
        json.WritePropertyName("summary"u8);
        JsonSerializer.Serialize(json, TraceSummarizer.Summarize(stored.Trace, stored.LimitExceeded), StoreJson.Default.TraceSummary);
        json.WriteStartArray("tree"u8);
        foreach (var root in stored.Trace.Roots)
        {
            WriteNode(json, stored.Trace, root);
        }

        json.WriteEndArray();
        json.WriteStartArray("documents"u8);
        foreach (var document in stored.Documents)
        {
            document.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteStartArray("logLines"u8);
        foreach (var line in lines)
        {
            json.WriteStringValue(line.Raw);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, Trace trace, TraceNode node)
    {
        var entity = node.Entity;
        json.WriteStartObject();
        json.WriteString("id"u8, entity.Id);
        json.WriteString("name"u8, entity.Name);
        json.WriteString("kind"u8, node.Kind.ToString());
        json.WriteString("origin"u8, entity.Origin);
        json.WriteString("namespace"u8, entity.Namespace);
        json.WriteNumber("start"u8, entity.Start);
        if (entity.End is { } end)
        {
            json.WriteNumber("end"u8, end);
        }

        json.WriteBoolean("inProgress"u8, entity.InProgress);
        json.WriteString("outcome"u8, entity.Outcome.ToString());
        json.WriteString("target"u8, node.Target?.Entity.Id);
        json.WriteStartArray("exceptions"u8);
        foreach (var exception in trace.ExceptionsOf(node))
        {
            json.WriteStringValue(exception.Title);
        }

        json.WriteEndArray();
        json.WriteStartArray("children"u8);
        foreach (var child in node.Depth < MaxDepth ? node.Children : [])
        {
            WriteNode(json, trace, child);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
