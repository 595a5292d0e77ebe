namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>Names of the Lambda Runtime API, version 2018-06-01 (AWS Lambda Developer Guide, "Using the Lambda runtime API").</summary>
public static class RuntimeHeaders
{
    /// <summary>The version part of every path.</summary>
    public const string ApiVersion = "2018-06-01";

    /// <summary>The id of the invocation; kept on retries of asynchronous events.</summary>
    public const string RequestId = "Lambda-Runtime-Aws-Request-Id";

    /// <summary>The deadline in milliseconds since 1970.</summary>
    public const string DeadlineMs = "Lambda-Runtime-Deadline-Ms";

    /// <summary>The ARN with version or alias as it was called.</summary>
    public const string InvokedFunctionArn = "Lambda-Runtime-Invoked-Function-Arn";

    /// <summary>The X-Ray trace header; may be missing.</summary>
    public const string TraceId = "Lambda-Runtime-Trace-Id";

    /// <summary>JSON text about the calling application; mobile SDK calls only.</summary>
    public const string ClientContext = "Lambda-Runtime-Client-Context";

    /// <summary>JSON text about the caller's identity; mobile SDK calls only.</summary>
    public const string CognitoIdentity = "Lambda-Runtime-Cognito-Identity";

    /// <summary>The tenant, in tenant isolation mode only.</summary>
    public const string TenantId = "Lambda-Runtime-Aws-Tenant-Id";

    /// <summary>When it came with the event it goes back with the answer, so that an answer cannot meet another invocation.</summary>
    public const string InvocationId = "Lambda-Runtime-Invocation-Id";

    /// <summary>The kind of an error, in the form <c>Category.Reason</c>.</summary>
    public const string FunctionErrorType = "Lambda-Runtime-Function-Error-Type";

    /// <summary>What X-Ray shows as the cause: JSON in one line, less than 1 MiB.</summary>
    public const string XRayErrorCause = "Lambda-Runtime-Function-XRay-Error-Cause";

    /// <summary>The content type of an error document.</summary>
    public const string ErrorContentType = "application/vnd.aws.lambda.error+json";
}
