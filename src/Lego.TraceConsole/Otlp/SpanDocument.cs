using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Lego.TraceConsole.Otlp;

/// <summary>
/// Writes a span as a segment or a subsegment. The mapping follows the AWS X-Ray exporter of the OpenTelemetry Collector in what a reader
/// of traces would notice: what becomes a segment, names, namespaces, outcome and blocks.
/// </summary>
internal static class SpanDocument
{
    private const int MaxName = 200;
    private const double NanosecondsPerSecond = 1e9;

    public static byte[] Write(OtlpSpan span)
    {
        var isSegment = IsSegment(span);
        var isCall = span.Kind is SpanKind.Client or SpanKind.Producer && !isSegment;
        var isAws = isCall && span.Attributes.Text("rpc.system", "rpc.system.name") is "aws-api";
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("trace_id"u8, span.TraceId);
            json.WriteString("id"u8, span.Id);
            if (span.ParentId.Length > 0)
            {
                json.WriteString("parent_id"u8, span.ParentId);
            }

            json.WriteString("name"u8, Clean(NameOf(span, isSegment, isCall)));
            WriteTimes(json, span);
            if (isSegment)
            {
                SpanBlocks.WriteResource(json, span);
            }
            else
            {
                json.WriteString("type"u8, "subsegment"u8);
            }

            if (isCall)
            {
                json.WriteString("namespace"u8, isAws ? "aws"u8 : "remote"u8);
            }

            SpanBlocks.WriteOutcome(json, span, SpanBlocks.WriteHttp(json, span));
            if (isAws)
            {
                SpanCallBlocks.WriteAws(json, span);
            }
            else if (isCall)
            {
                SpanCallBlocks.WriteSql(json, span);
            }

            SpanBlocks.WriteAttributes(json, span);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>In Lambda the segment is written by the service itself, and the span of the handler hangs below it.</summary>
    private static bool IsSegment(OtlpSpan span) =>
        span.ParentId.Length == 0
        || (span.Kind == SpanKind.Server && span.Resource.Text("cloud.platform") is not "aws_lambda" && span.Resource.Text("faas.name") is null);

    private static string NameOf(OtlpSpan span, bool isSegment, bool isCall)
    {
        var attributes = span.Attributes;
        var host = attributes.Text("server.address", "net.peer.name", "http.host");
        return (isSegment, isCall) switch
        {
            (true, _) => span.Resource.Text("service.name") ?? span.Name,
            (_, true) when attributes.Text("rpc.system", "rpc.system.name") is "aws-api" => attributes.Text("rpc.service") ?? span.Name,
            (_, true) when attributes.Text("peer.service") is { } peer => peer,
            (_, true) when attributes.Text("db.namespace", "db.name") is { } database => host is null ? database : $"{database}@{host}",
            (_, true) => host ?? span.Name,
            _ => span.Name,
        };
    }

    private static void WriteTimes(Utf8JsonWriter json, OtlpSpan span)
    {
        json.WriteNumber("start_time"u8, span.Start / NanosecondsPerSecond);
        if (span.End > 0)
        {
            json.WriteNumber("end_time"u8, span.End / NanosecondsPerSecond);
        }
        else
        {
            json.WriteBoolean("in_progress"u8, true);
        }
    }

    /// <summary>X-Ray's set of characters; what is left out would be refused.</summary>
    private static string Clean(string name)
    {
        var clean = new StringBuilder(Math.Min(name.Length, MaxName));
        foreach (var character in name)
        {
            if (clean.Length < MaxName && (char.IsLetterOrDigit(character) || char.IsWhiteSpace(character) || "_.:/%&#=+\\-@".Contains(character)))
            {
                clean.Append(character);
            }
        }

        return string.IsNullOrWhiteSpace(clean.ToString()) ? "span" : clean.ToString();
    }
}
