using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Testing.Traces;

/// <summary>Reads the members of a document. Source: AWS X-Ray developer guide, "X-Ray segment documents".</summary>
internal static class DocumentReader
{
    internal static string? Text(JsonNode? json, string name) =>
        json?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    internal static bool Flag(JsonNode json, string name) => json[name]?.GetValueKind() == JsonValueKind.True;

    /// <summary>Epoch seconds with a fraction; read as a decimal, since a double keeps microseconds only by luck at this size.</summary>
    internal static DateTimeOffset? Time(JsonNode json, string name) => json[name] is JsonValue value
        ? DateTimeOffset.UnixEpoch.AddTicks((long)(value.GetValue<decimal>() * TimeSpan.TicksPerSecond))
        : null;

    internal static Dictionary<string, AnnotationValue> Annotations(JsonNode json) =>
        (json["annotations"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => Annotation(pair.Value));

    internal static TraceHttp? Http(JsonNode json) => json["http"] is JsonObject http
        ? new TraceHttp(
            Text(http["request"], "method"),
            Text(http["request"], "url"),
            Text(http["request"], "user_agent"),
            Text(http["request"], "client_ip"),
            (int?)http["response"]?["status"],
            (long?)http["response"]?["content_length"])
        : null;

    internal static TraceSql? Sql(JsonNode json) => json["sql"] is JsonObject sql
        ? new TraceSql(
            Text(sql, "url"),
            Text(sql, "database_type"),
            Text(sql, "database_version"),
            Text(sql, "driver_version"),
            Text(sql, "user"),
            Text(sql, "sanitized_query"))
        : null;

    internal static TraceAws? Aws(JsonNode json) => json["aws"] is JsonObject aws
        ? new TraceAws(
            Text(aws, "operation"),
            Text(aws, "region"),
            Text(aws, "request_id"),
            Text(aws, "bucket_name"),
            Text(aws, "key"),
            Text(aws, "table_name"),
            Text(aws, "queue_url"))
        : null;

    /// <summary>The exceptions that a document describes itself.</summary>
    internal static List<TraceException> Exceptions(JsonNode json) =>
        [.. ((json["cause"] as JsonObject)?["exceptions"] as JsonArray ?? []).Select(exception => Exception(exception!))];

    private static TraceException Exception(JsonNode json) => new(
        Text(json, "id") ?? "",
        Text(json, "type") ?? "",
        Text(json, "message") ?? "",
        Flag(json, "remote"),
        [.. (json["stack"] as JsonArray ?? []).Select(Frame)],
        (int?)json["truncated"] ?? 0,
        (int?)json["skipped"] ?? 0,
        Text(json, "cause"));

    private static TraceFrame Frame(JsonNode? json) => new(Text(json, "path") ?? "", (int?)json?["line"] ?? 0, Text(json, "label") ?? "");

    private static AnnotationValue Annotation(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetValue<double>(),
        JsonValueKind.String => value.GetValue<string>(),
        _ => "",
    };
}
