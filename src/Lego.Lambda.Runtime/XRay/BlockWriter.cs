using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.Tracing.Metadata;
using Lego.Lambda.Runtime.Tracing.Sql;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>Writes the <c>http</c>, <c>aws</c>, <c>sql</c> and <c>cause</c> blocks.</summary>
internal static class BlockWriter
{
    private const int LongestUrl = 8 * 1024;
    private const int Margin = 1024;

    internal static void WriteHttp(DocumentJson json, ErrorSanitizer sanitizer, Subsegment subsegment)
    {
        if (subsegment.HttpMethod is null && subsegment.HttpStatus is null)
        {
            return;
        }

        json.WriteStartObject("http"u8);
        if (subsegment.HttpMethod is not null)
        {
            json.WriteStartObject("request"u8);
            Text(json, "method"u8, subsegment.HttpMethod);
            Text(json, "url"u8, Url(sanitizer, subsegment.HttpUrl));
            Text(json, "user_agent"u8, Redacted(subsegment.UserAgent));
            Text(json, "client_ip"u8, subsegment.ClientIp);
            json.WriteEndObject();
        }

        WriteResponse(json, subsegment.HttpStatus, subsegment.ContentLength);
        json.WriteEndObject();
    }

    internal static void WriteCall(DocumentJson json, ErrorSanitizer sanitizer, DependencyCall call)
    {
        if (call.Sql is { } sql)
        {
            json.WriteStartObject("sql"u8);
            Text(json, "url"u8, sql.Url);
            Text(json, "database_type"u8, sql.DatabaseType);
            Text(json, "database_version"u8, sql.DatabaseVersion);
            Text(json, "driver_version"u8, sql.DriverVersion);
            Text(json, "user"u8, sql.User);
            if (call.Statement is { } statement)
            {
                json.WriteString("preparation"u8, "statement"u8);
                json.WriteString("sanitized_query"u8, sanitizer.Redact(SqlStatement.Normalise(statement)));
            }

            json.WriteEndObject();
        }

        if (call.AwsOperation is { } operation)
        {
            json.WriteStartObject("aws"u8);
            Text(json, "operation"u8, operation);
            Text(json, "region"u8, call.Region);
            Text(json, "bucket_name"u8, call.BucketName);
            Text(json, "key"u8, Redacted(call.ObjectKey));
            Text(json, "table_name"u8, call.TableName);
            Text(json, "queue_url"u8, call.QueueUrl);
            Text(json, "topic_arn"u8, call.TopicArn);
            Text(json, "function_name"u8, call.FunctionName);
            Text(json, "request_id"u8, call.AwsRequestId);
            Text(json, "id_2"u8, call.AwsExtendedRequestId);
            Count(json, "retries"u8, call.Retries ?? 0);
            json.WriteEndObject();
        }

        if (call.HttpMethod is not null || call.HttpStatus is not null)
        {
            json.WriteStartObject("http"u8);
            if (call.HttpMethod is not null)
            {
                json.WriteStartObject("request"u8);
                Text(json, "method"u8, call.HttpMethod);
                Text(json, "url"u8, Url(sanitizer, call.HttpUrl));
                if (call.IsTraced)
                {
                    json.WriteBoolean("traced"u8, true);
                }

                json.WriteEndObject();
            }

            WriteResponse(json, call.HttpStatus, call.ContentLength);
            json.WriteEndObject();
        }
    }

    internal static void WriteCause(DocumentJson json, IReadOnlyList<TraceException> exceptions, bool withFrames)
    {
        json.WriteStartObject("cause"u8);
        json.WriteStartArray("exceptions"u8);
        foreach (var exception in exceptions)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, exception.Id);
            Text(json, "type"u8, exception.Type);
            json.WriteString("message"u8, exception.Message);
            if (exception.Remote)
            {
                json.WriteBoolean("remote"u8, true);
            }

            Count(json, "truncated"u8, withFrames ? exception.Truncated : exception.Truncated + exception.Frames.Count);
            Count(json, "skipped"u8, exception.Skipped);
            if (exception.Cause is { } inner)
            {
                json.WriteString("cause"u8, inner);
            }

            if (withFrames && exception.Frames.Count > 0)
            {
                json.WriteStartArray("stack"u8);
                foreach (var frame in exception.Frames)
                {
                    json.WriteStartObject();
                    Text(json, "path"u8, frame.Path);
                    json.WriteNumber("line"u8, frame.Line);
                    Text(json, "label"u8, frame.Label);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResponse(DocumentJson json, int? status, long? contentLength)
    {
        // X-Ray takes no negative numbers there.
        if (status is not >= 0)
        {
            return;
        }

        json.WriteStartObject("response"u8);
        json.WriteNumber("status"u8, status.Value);
        if (contentLength is >= 0 and var length)
        {
            json.WriteNumber("content_length"u8, length);
        }

        json.WriteEndObject();
    }

    private static string? Redacted(string? text) => text is null ? null : SnapshotText.Redact(text, NameRules.MaxText, out _).ToString();

    /// <summary>What may be shown of a URL. Of one that is much longer than that, only the beginning is looked at.</summary>
    private static string? Url(ErrorSanitizer sanitizer, string? url)
    {
        if (url is null || url.Length <= LongestUrl)
        {
            return sanitizer.RedactUrl(url);
        }

        // Half a secret is not recognised as one, and is not shown.
        var beginning = sanitizer.RedactUrl(url[..LongestUrl]);
        return beginning.Length >= NameRules.MaxText + Margin ? beginning : "[too long]";
    }

    private static void Count(DocumentJson json, ReadOnlySpan<byte> name, int value)
    {
        if (value > 0)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void Text(DocumentJson json, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, NameRules.Cut(value, NameRules.MaxText));
        }
    }
}
