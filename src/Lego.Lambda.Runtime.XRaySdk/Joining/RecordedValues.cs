using System.Collections;
using System.Text.Json.Nodes;
using Amazon.XRay.Recorder.Core.Internal.Entities;
using Lego.Lambda.Runtime.Tracing;
using RecorderSubsegment = Amazon.XRay.Recorder.Core.Internal.Entities.Subsegment;
using Subsegment = Lego.Lambda.Runtime.Tracing.Subsegment;

namespace Lego.Lambda.Runtime.XRaySdk.Joining;

/// <summary>Copies what the recorder holds of an entity into our subsegment.</summary>
internal static class RecordedValues
{
    private static readonly string[] RequestTexts = ["method", "url", "user_agent", "client_ip"];

    private static readonly string[] RequestFlags = ["x_forwarded_for", "traced"];

    private static readonly string[] ResponseNumbers = ["status", "content_length"];

    // Source: AWS X-Ray developer guide, "X-Ray segment documents", SQL queries; other members are refused.
    private static readonly string[] SqlMembers =
        ["connection_string", "url", "sanitized_query", "database_type", "database_version", "driver_version", "user", "preparation"];

    internal static void Copy(Entity entity, Subsegment subsegment)
    {
        if (entity.IsAnnotationsAdded)
        {
            foreach (var (key, value) in entity.Annotations)
            {
                Annotate(subsegment, key, value);
            }
        }

        if (entity.IsMetadataAdded)
        {
            foreach (var (space, entries) in entity.Metadata)
            {
                foreach (DictionaryEntry entry in entries)
                {
                    subsegment.AddMetadata((string)entry.Key, JsonValues.Of(entry.Value), space);
                }
            }
        }

        subsegment.Blocks = BlocksOf(entity);
    }

    private static void Annotate(Subsegment subsegment, string key, object value)
    {
        switch (value)
        {
            case string text:
                subsegment.Annotate(key, text);
                break;
            case bool flag:
                subsegment.Annotate(key, flag);
                break;
            case int number:
                subsegment.Annotate(key, number);
                break;
            case long number:
                subsegment.Annotate(key, number);
                break;
            case double number:
                subsegment.Annotate(key, number);
                break;
        }
    }

    private static AdoptedBlocks? BlocksOf(Entity entity)
    {
        var subsegment = entity as RecorderSubsegment;
        var http = entity.IsHttpAdded ? HttpOf(entity.Http) : null;
        var aws = entity.IsAwsAdded ? JsonValues.Of(entity.Aws) as JsonObject : null;
        var sql = entity.IsSqlAdded ? SqlOf(entity.Sql) : null;
        // X-Ray knows two; what else there is would be refused with the whole document.
        var space = subsegment?.Namespace is "aws" or "remote" ? subsegment.Namespace : null;
        var precursors = subsegment is { IsPrecursorIdAdded: true } ? subsegment.PrecursorIds.ToArray() : [];
        return (http ?? aws ?? sql) is null && space is null && precursors.Length == 0
            ? null
            : new AdoptedBlocks { Namespace = space, Http = http, Aws = aws, Sql = sql, PrecursorIds = precursors };
    }

    private static JsonObject HttpOf(IDictionary<string, object> recorded)
    {
        var http = new JsonObject();
        if (recorded.TryGetValue("request", out var value) && JsonValues.Of(value) is JsonObject request)
        {
            var kept = new JsonObject();
            Keep(request, kept, RequestTexts, static member => member.GetValueKind() == System.Text.Json.JsonValueKind.String);
            Keep(request, kept, RequestFlags, static member => member.TryGetValue<bool>(out _));
            http["request"] = kept;
        }

        if (recorded.TryGetValue("response", out value) && JsonValues.Of(value) is JsonObject response)
        {
            var kept = new JsonObject();
            // The AWS SDK says -1 where a length is not known.
            Keep(response, kept, ResponseNumbers, static member =>
                member.GetValueKind() == System.Text.Json.JsonValueKind.Number
                && long.TryParse(member.ToJsonString(), out var number) && number >= 0);
            http["response"] = kept;
        }

        return http;
    }

    private static JsonObject SqlOf(IDictionary<string, string> recorded)
    {
        var sql = new JsonObject();
        foreach (var (key, value) in recorded)
        {
            if (SqlMembers.Contains(key))
            {
                sql[key] = value;
            }
        }

        return sql;
    }

    private static void Keep(JsonObject from, JsonObject to, string[] names, Func<JsonValue, bool> isWanted)
    {
        foreach (var name in names)
        {
            if (from[name] is JsonValue member && isWanted(member))
            {
                to[name] = member.DeepClone();
            }
        }
    }
}
