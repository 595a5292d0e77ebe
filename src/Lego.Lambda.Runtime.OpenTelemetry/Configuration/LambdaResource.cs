using System.Globalization;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Configuration;

/// <summary>
/// What the environment of a Lambda function says of it. Source: OpenTelemetry semantic conventions, "FaaS", "Cloud" and "AWS logs"
/// resources; AWS Lambda developer guide, "Defined runtime environment variables".
/// </summary>
internal static class LambdaResource
{
    /// <summary>The conventions make a list of it.</summary>
    internal const string LogGroups = "aws.log.group.names";

    private const long BytesPerMegabyte = 1024 * 1024;

    /// <summary>Reads the resource; what <c>OTEL_RESOURCE_ATTRIBUTES</c> and <c>OTEL_SERVICE_NAME</c> say goes before what is found out.</summary>
    internal static Dictionary<string, AnnotationValue> Read(Func<string, string?> variable, List<string> problems)
    {
        var resource = new Dictionary<string, AnnotationValue>(StringComparer.Ordinal) { ["service.name"] = "unknown_service:dotnet" };
        if (variable("AWS_LAMBDA_FUNCTION_NAME") is { Length: > 0 } function)
        {
            resource["service.name"] = function;
            resource["cloud.provider"] = "aws";
            resource["cloud.platform"] = "aws_lambda";
            resource["faas.name"] = function;
            Add(resource, "cloud.region", variable("AWS_REGION"));
            Add(resource, "faas.version", variable("AWS_LAMBDA_FUNCTION_VERSION"));
            Add(resource, "faas.instance", variable("AWS_LAMBDA_LOG_STREAM_NAME"));
            Add(resource, LogGroups, variable("AWS_LAMBDA_LOG_GROUP_NAME"));
            if (int.TryParse(
                variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes))
            {
                resource["faas.max_memory"] = megabytes * BytesPerMegabyte;
            }
        }

        resource["telemetry.sdk.name"] = "lego-lambda";
        resource["telemetry.sdk.language"] = "dotnet";
        resource["telemetry.sdk.version"] = typeof(LambdaResource).Assembly.GetName().Version?.ToString(3) ?? "1.0.0";
        Add(resource, "deployment.environment.name", variable("LEGO_STAGE"));

        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!KeyValueList.TryParse(variable("OTEL_RESOURCE_ATTRIBUTES"), given))
        {
            problems.Add("OTEL_RESOURCE_ATTRIBUTES is not of the form key=value,key=value and is not used.");
        }

        foreach (var (key, value) in given)
        {
            resource[key] = value;
        }

        Add(resource, "service.name", variable("OTEL_SERVICE_NAME"));
        return resource;
    }

    private static void Add(Dictionary<string, AnnotationValue> resource, string key, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            resource[key] = value.Trim();
        }
    }
}
