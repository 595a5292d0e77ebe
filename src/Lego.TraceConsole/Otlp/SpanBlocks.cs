using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Otlp;

/// <summary>
/// The blocks of a document, from the attributes that OpenTelemetry's conventions name; what no block takes becomes metadata.
/// </summary>
internal static class SpanBlocks
{
    public static void WriteResource(Utf8JsonWriter json, OtlpSpan span)
    {
        var origin = (span.Resource.Text("cloud.platform"), span.Resource.Text("aws.ecs.launchtype")) switch
        {
            ("aws_ec2", _) => "AWS::EC2::Instance",
            ("aws_ecs", "fargate") => "AWS::ECS::Fargate",
            ("aws_ecs", "ec2") => "AWS::ECS::EC2",
            ("aws_ecs", _) => "AWS::ECS::Container",
            ("aws_eks", _) => "AWS::EKS::Container",
            ("aws_elastic_beanstalk", _) => "AWS::ElasticBeanstalk::Environment",
            ("aws_app_runner", _) => "AWS::AppRunner::Service",
            ("aws_lambda", _) => "AWS::Lambda::Function",
            _ => null,
        };
        WriteText(json, "origin", origin);
        WriteText(json, "user", span.Attributes.Text("enduser.id", "user.id"));
        if (span.Resource.Text("cloud.account.id") is { } account)
        {
            json.WriteStartObject("aws"u8);
            json.WriteString("account_id"u8, account);
            json.WriteEndObject();
        }
    }

    /// <summary>Gives the status of the answer, if there is one.</summary>
    public static long? WriteHttp(Utf8JsonWriter json, OtlpSpan span)
    {
        var attributes = span.Attributes;
        var method = attributes.Text("http.request.method", "http.method");
        var url = attributes.Text("url.full", "http.url") ?? ServedUrl(attributes);
        var status = attributes.Integer("http.response.status_code", "http.status_code");
        if (method is null && url is null && status is null)
        {
            return null;
        }

        json.WriteStartObject("http"u8);
        json.WriteStartObject("request"u8);
        WriteText(json, "method", method);
        WriteText(json, "url", url);
        WriteText(json, "user_agent", attributes.Text("user_agent.original", "http.user_agent"));
        WriteText(json, "client_ip", attributes.Text("client.address", "http.client_ip"));
        json.WriteEndObject();
        json.WriteStartObject("response"u8);
        WriteNumber(json, "status", status);
        WriteNumber(json, "content_length", attributes.Integer("http.response.body.size", "http.response_content_length"));
        json.WriteEndObject();
        json.WriteEndObject();
        return status;
    }

    public static void WriteOutcome(Utf8JsonWriter json, OtlpSpan span, long? status)
    {
        var flag = status switch
        {
            429 => "throttle",
            >= 400 and < 500 => "error",
            >= 500 => "fault",
            _ => span.HasFailed ? "fault" : null,
        };
        if (flag is null)
        {
            return;
        }

        json.WriteBoolean(flag, true);
        if (flag == "throttle")
        {
            json.WriteBoolean("error"u8, true);
        }

        if (span.Exceptions.Count > 0 || span.StatusMessage.Length > 0)
        {
            WriteCause(json, span);
        }
    }

    /// <summary>Annotations are those that the sender lists by name, as the collector's exporter has it.</summary>
    public static void WriteAttributes(Utf8JsonWriter json, OtlpSpan span)
    {
        json.WriteStartObject("annotations"u8);
        foreach (var key in span.Attributes.Texts("aws.xray.annotations").Distinct())
        {
            if (span.Attributes.Take(key) is JsonValue value)
            {
                json.WritePropertyName(key);
                value.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.WriteStartObject("metadata"u8);
        json.WriteStartObject("default"u8);
        foreach (var (key, value) in span.Attributes.Unread)
        {
            json.WritePropertyName(key);
            (value ?? JsonValue.Create("")).WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCause(Utf8JsonWriter json, OtlpSpan span)
    {
        json.WriteStartObject("cause"u8);
        json.WriteStartArray("exceptions"u8);
        for (var index = 0; index < Math.Max(1, span.Exceptions.Count); index++)
        {
            var exception = index < span.Exceptions.Count ? span.Exceptions[index] : null;
            json.WriteStartObject();
            json.WriteString("id"u8, IdOf(span, index));
            WriteText(json, "type", exception?.Text("exception.type"));
            WriteText(json, "message", exception?.Text("exception.message") ?? span.StatusMessage);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The same whenever the span comes again: its id with the number of the exception in it.</summary>
    private static string IdOf(OtlpSpan span, int index) =>
        ulong.TryParse(span.Id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? (id ^ (ulong)(index + 1)).ToString("x16", CultureInfo.InvariantCulture)
            : "0000000000000001";

    private static string? ServedUrl(SpanAttributes attributes)
    {
        var scheme = attributes.Text("url.scheme", "http.scheme");
        var host = attributes.Text("server.address", "http.host", "net.host.name");
        var path = attributes.Text("url.path", "http.target");
        return scheme is null || host is null || path is null ? path : $"{scheme}://{host}{path}";
    }

    internal static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }
}
