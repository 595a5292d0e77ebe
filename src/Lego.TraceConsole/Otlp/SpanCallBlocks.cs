using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Otlp;

/// <summary>The blocks that say what a call went to.</summary>
internal static class SpanCallBlocks
{
    private static readonly HashSet<string> SqlSystems = new(StringComparer.OrdinalIgnoreCase)
    {
        "cockroachdb", "db2", "derby", "h2", "hive", "hsqldb", "mariadb", "microsoft.sql_server", "mssql", "mysql", "oracle", "oracle.db",
        "other_sql", "postgresql", "redshift", "sqlite", "trino",
    };

    private static readonly (string Attribute, string Member)[] AwsMembers =
    [
        ("rpc.method", "operation"), ("aws.s3.bucket", "bucket_name"), ("aws.s3.key", "key"), ("aws.sqs.queue.url", "queue_url"),
        ("aws.queue.url", "queue_url"), ("aws.sns.topic.arn", "topic_arn"), ("faas.invoked_name", "function_name"),
        ("aws.request_id", "request_id"), ("aws.requestId", "request_id"), ("cloud.region", "region"), ("aws.region", "region"),
    ];

    public static void WriteAws(Utf8JsonWriter json, OtlpSpan span)
    {
        var members = new JsonObject();
        foreach (var (attribute, member) in AwsMembers)
        {
            if (span.Attributes.Text(attribute) is { } text)
            {
                members[member] = text;
            }
        }

        if (span.Attributes.Texts("aws.dynamodb.table_names") is [var table, ..])
        {
            members["table_name"] = table;
        }

        json.WritePropertyName("aws"u8);
        members.WriteTo(json);
    }

    public static void WriteSql(Utf8JsonWriter json, OtlpSpan span)
    {
        if (span.Attributes.Text("db.system.name", "db.system") is not { } system || !SqlSystems.Contains(system))
        {
            return;
        }

        json.WriteStartObject("sql"u8);
        json.WriteString("database_type"u8, system);
        SpanBlocks.WriteText(json, "sanitized_query", span.Attributes.Text("db.query.text", "db.statement"));
        SpanBlocks.WriteText(json, "user", span.Attributes.Text("db.user"));
        json.WriteEndObject();
    }
}
