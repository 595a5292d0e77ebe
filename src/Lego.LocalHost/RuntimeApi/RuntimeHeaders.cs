namespace Lego.LocalHost.RuntimeApi;

internal static class RuntimeHeaders
{
    public const string RequestId = "Lambda-Runtime-Aws-Request-Id";
    public const string Deadline = "Lambda-Runtime-Deadline-Ms";
    public const string FunctionArn = "Lambda-Runtime-Invoked-Function-Arn";
    public const string TraceId = "Lambda-Runtime-Trace-Id";
    public const string InvocationId = "Lambda-Runtime-Invocation-Id";
    public const string ErrorType = "Lambda-Runtime-Function-Error-Type";
    public const string XRayErrorCause = "Lambda-Runtime-Function-XRay-Error-Cause";
}
