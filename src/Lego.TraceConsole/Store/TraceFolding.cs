using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Store;

/// <summary>
/// Gives a trace the shape in which BatchGetTraces answers it: subsegments that were sent alone stand inside their segment, a version in
/// progress is gone where the finished one is there, and calls to services that sent nothing have a segment of their own. Source: AWS X-Ray
/// developer guide, "Getting data from X-Ray".
/// </summary>
internal static class TraceFolding
{
    // What is nested deeper, which few readers would follow, comes as entries of its own.
    private const int MaxDepth = 200;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static IReadOnlyList<FoldedSegment> Fold(Trace trace)
    {
        var folded = new List<FoldedSegment>();
        // Subsegments without their segment are on the root level, too.
        var waiting = new Stack<TraceNode>(trace.Nodes.Where(node => node.Parent is null || node.Entity.IsSegment).Reverse());
        while (waiting.TryPop(out var node))
        {
            folded.Add(new FoldedSegment(node.Entity.Id, Write(json => WriteNode(json, trace, node, depth: 0, waiting))));
        }

        foreach (var node in trace.Nodes)
        {
            if (ServiceNodes.Of(node) is { Inferred: true } service)
            {
                var id = InferredId(trace.Id, node.Entity.Id);
                folded.Add(new FoldedSegment(id, Write(json => WriteInferred(json, trace, node.Entity, service, id))));
            }
        }

        return folded;
    }

    private static void WriteNode(Utf8JsonWriter json, Trace trace, TraceNode node, int depth, Stack<TraceNode> tooDeep)
    {
        json.WriteStartObject();
        foreach (var member in node.Entity.Element.EnumerateObject())
        {
            if (!IsRewritten(member, isNested: depth > 0))
            {
                member.WriteTo(json);
            }
        }

        if (depth == 0)
        {
            WriteIdentity(json, trace, node);
        }

        var nested = node.Children.Where(child => !child.Entity.IsSegment).ToList();
        if (nested.Count > 0 && depth == MaxDepth)
        {
            nested.ForEach(tooDeep.Push);
        }
        else if (nested.Count > 0)
        {
            json.WriteStartArray("subsegments"u8);
            nested.ForEach(child => WriteNode(json, trace, child, depth + 1, tooDeep));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Inside of its parent a subsegment does not say where it belongs.</summary>
    private static bool IsRewritten(JsonProperty member, bool isNested) =>
        member.NameEquals("subsegments"u8) || member.NameEquals("trace_id"u8) || member.NameEquals("parent_id"u8)
        || (member.NameEquals("type"u8) && (isNested || member.Value.ValueKind == JsonValueKind.String));

    private static void WriteIdentity(Utf8JsonWriter json, Trace trace, TraceNode node)
    {
        json.WriteString("trace_id"u8, trace.Id);
        if (node.Entity.ParentId is { } parentId)
        {
            json.WriteString("parent_id"u8, parentId);
        }

        if (!node.Entity.IsSegment)
        {
            json.WriteString("type"u8, "subsegment"u8);
        }
    }

    private static void WriteInferred(Utf8JsonWriter json, Trace trace, TraceEntity call, ServiceNode service, string id)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        foreach (var member in call.Element.EnumerateObject())
        {
            if (member.Name is "name" or "start_time" or "end_time" or "in_progress" or "error" or "fault" or "throttle" or "http")
            {
                member.WriteTo(json);
            }
        }

        json.WriteString("parent_id"u8, call.Id);
        json.WriteBoolean("inferred"u8, true);
        WriteAws(json, call, service);
        json.WriteString("trace_id"u8, trace.Id);
        json.WriteString("origin"u8, service.Type);
        json.WriteEndObject();
    }

    private static void WriteAws(Utf8JsonWriter json, TraceEntity call, ServiceNode service)
    {
        if (call.Aws is not { } aws)
        {
            return;
        }

        json.WriteStartObject("aws"u8);
        foreach (var member in aws.Element.EnumerateObject())
        {
            member.WriteTo(json);
        }

        // The node has the name of the resource exactly where one was resolved.
        if (service.Name != call.Name && !aws.Element.TryGetProperty("resource_names"u8, out _))
        {
            json.WriteStartArray("resource_names"u8);
            json.WriteStringValue(service.Name);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>The same whenever it is asked for, and as unlikely as any other id to be taken.</summary>
    private static string InferredId(string traceId, string callId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{traceId} {callId} inferred")));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
