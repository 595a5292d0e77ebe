using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lego.Testing.Schema;

/// <summary>The blocks of a document: http, aws, sql, service, annotations and metadata.</summary>
internal static partial class SegmentBlocks
{
    private const int MaximumAnnotations = 50;
    private const int MaximumAnnotation = 1000;

    private static readonly string[] SqlMembers =
        ["connection_string", "url", "sanitized_query", "database_type", "database_version", "driver_version", "user", "preparation"];

    private static readonly string[] SubsegmentAwsTexts =
    [
        "operation", "account_id", "region", "request_id", "queue_url", "table_name", "bucket_name", "key", "version_id", "id_2", "topic_arn",
        "function_name",
    ];

    public static void Check(JsonElement unit, string path, bool isSubsegment, Violations found)
    {
        CheckHttp(unit, path, isSubsegment, found);
        CheckAws(unit, path, isSubsegment, found);
        if (found.OptionalObject(unit, path, "sql", out var sql))
        {
            foreach (var member in SqlMembers)
            {
                found.OptionalText(sql, $"{path}.sql", member, member == "user" ? 250 : int.MaxValue);
            }

            foreach (var member in sql.EnumerateObject())
            {
                found.Require(SqlMembers.Contains(member.Name), $"{path}.sql.{member.Name}", "is not a member of the sql block");
            }
        }

        if (found.OptionalObject(unit, path, "service", out var service))
        {
            found.OptionalText(service, $"{path}.service", "version", 250);
        }

        CheckAnnotations(unit, path, found);
        if (found.OptionalObject(unit, path, "metadata", out var metadata))
        {
            foreach (var space in metadata.EnumerateObject())
            {
                found.IsObject(space.Value, $"{path}.metadata.{space.Name}");
                found.Require(
                    !space.Name.StartsWith("AWS.", StringComparison.Ordinal), $"{path}.metadata.{space.Name}", "begins with the reserved AWS.");
            }
        }
    }

    private static void CheckHttp(JsonElement unit, string path, bool isSubsegment, Violations found)
    {
        if (!found.OptionalObject(unit, path, "http", out var http))
        {
            return;
        }

        path += ".http";
        if (found.OptionalObject(http, path, "request", out var request))
        {
            foreach (var member in new[] { "method", "url", "user_agent", "client_ip" })
            {
                found.OptionalText(request, $"{path}.request", member, 250);
            }

            found.OptionalFlag(request, $"{path}.request", "x_forwarded_for");
            found.OptionalFlag(request, $"{path}.request", "traced");
            found.Require(
                isSubsegment || !request.TryGetProperty("traced", out _), $"{path}.request.traced", "belongs to subsegments only");
        }

        if (found.OptionalObject(http, path, "response", out var response))
        {
            found.OptionalInteger(response, $"{path}.response", "status");
            found.OptionalInteger(response, $"{path}.response", "content_length");
        }
    }

    private static void CheckAws(JsonElement unit, string path, bool isSubsegment, Violations found)
    {
        if (!found.OptionalObject(unit, path, "aws", out var aws))
        {
            return;
        }

        path += ".aws";
        foreach (var member in isSubsegment ? SubsegmentAwsTexts : ["account_id", "function_arn", "request_id"])
        {
            found.OptionalText(aws, path, member, int.MaxValue);
        }

        found.OptionalInteger(aws, path, "retries");
        found.OptionalFlag(aws, path, "cold_start");
        if (aws.TryGetProperty("resource_names", out var names) && found.IsArray(names, $"{path}.resource_names"))
        {
            found.Require(
                names.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String), $"{path}.resource_names", "must hold texts");
        }

        if (aws.TryGetProperty("cloudwatch_logs", out var logs) && found.IsArray(logs, $"{path}.cloudwatch_logs"))
        {
            foreach (var log in logs.EnumerateArray())
            {
                if (found.IsObject(log, $"{path}.cloudwatch_logs"))
                {
                    found.Required(log, $"{path}.cloudwatch_logs", "log_group", out _);
                    found.OptionalText(log, $"{path}.cloudwatch_logs", "log_group", int.MaxValue);
                    found.OptionalText(log, $"{path}.cloudwatch_logs", "arn", int.MaxValue);
                }
            }
        }
    }

    private static void CheckAnnotations(JsonElement unit, string path, Violations found)
    {
        if (!found.OptionalObject(unit, path, "annotations", out var annotations))
        {
            return;
        }

        path += ".annotations";
        found.Require(annotations.EnumerateObject().Count() <= MaximumAnnotations, path, $"has more than {MaximumAnnotations} members");
        foreach (var annotation in annotations.EnumerateObject())
        {
            var own = $"{path}.{annotation.Name}";
            found.Require(Key().IsMatch(annotation.Name), own, "must be named by 1 to 500 letters, digits and underscores");
            switch (annotation.Value.ValueKind)
            {
                case JsonValueKind.String:
                    found.Require(
                        annotation.Value.GetString()!.Length <= MaximumAnnotation, own, $"is longer than {MaximumAnnotation} characters");
                    break;
                case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    break;
                default:
                    found.Add(own, "must be a text, a number or a boolean");
                    break;
            }
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9_]{1,500}\z")]
    private static partial Regex Key();
}
