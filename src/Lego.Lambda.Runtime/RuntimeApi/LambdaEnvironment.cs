using System.Globalization;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>What Lambda tells a process by its environment variables; they do not change while it lives.</summary>
public sealed record LambdaEnvironment
{
    /// <summary>Host and port of the Runtime API, <c>AWS_LAMBDA_RUNTIME_API</c>; empty outside of Lambda.</summary>
    public string RuntimeApiAddress { get; init; } = "";

    /// <summary><c>AWS_LAMBDA_FUNCTION_NAME</c>.</summary>
    public string FunctionName { get; init; } = "";

    /// <summary><c>AWS_LAMBDA_FUNCTION_VERSION</c>.</summary>
    public string FunctionVersion { get; init; } = "";

    /// <summary><c>AWS_LAMBDA_FUNCTION_MEMORY_SIZE</c> in megabytes; 0 when not known.</summary>
    public int MemoryLimitInMB { get; init; }

    /// <summary><c>AWS_LAMBDA_LOG_GROUP_NAME</c>; null under SnapStart.</summary>
    public string? LogGroupName { get; init; }

    /// <summary><c>AWS_LAMBDA_LOG_STREAM_NAME</c>; null under SnapStart.</summary>
    public string? LogStreamName { get; init; }

    /// <summary><c>AWS_REGION</c>, else <c>AWS_DEFAULT_REGION</c>.</summary>
    public string? Region { get; init; }

    /// <summary><c>AWS_LAMBDA_INITIALIZATION_TYPE</c>: <c>on-demand</c>, <c>provisioned-concurrency</c>, <c>snap-start</c> …</summary>
    public string? InitializationType { get; init; }

    /// <summary><c>AWS_LAMBDA_MAX_CONCURRENCY</c>: how many invocations the process takes at a time; 1 when missing.</summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>Whether the process runs on Lambda Managed Instances, where <c>_X_AMZN_TRACE_ID</c> is not set.</summary>
    public bool IsManagedInstance => InitializationType == "lambda-managed-instances";

    /// <summary>Whether a snapshot is taken of the process once it has started, and its invocations come to copies of it.</summary>
    public bool IsSnapStart => InitializationType == "snap-start";

    /// <summary>Reads the variables of this process.</summary>
    public static LambdaEnvironment FromProcess() => From(System.Environment.GetEnvironmentVariable);

    internal static LambdaEnvironment From(Func<string, string?> variable) => new()
    {
        RuntimeApiAddress = variable("AWS_LAMBDA_RUNTIME_API") ?? "",
        FunctionName = variable("AWS_LAMBDA_FUNCTION_NAME") ?? "",
        FunctionVersion = variable("AWS_LAMBDA_FUNCTION_VERSION") ?? "",
        MemoryLimitInMB = Number(variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), 0),
        LogGroupName = variable("AWS_LAMBDA_LOG_GROUP_NAME"),
        LogStreamName = variable("AWS_LAMBDA_LOG_STREAM_NAME"),
        Region = variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION"),
        InitializationType = variable("AWS_LAMBDA_INITIALIZATION_TYPE"),
        MaxConcurrency = Number(variable("AWS_LAMBDA_MAX_CONCURRENCY"), 1),
    };

    // A value that is no positive number is Lambda's mistake, not a reason to refuse every request.
    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
}
