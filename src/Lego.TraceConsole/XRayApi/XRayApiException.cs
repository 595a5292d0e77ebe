namespace Lego.TraceConsole.XRayApi;

/// <summary>An answer of the X-Ray API that is an error. Source: AWS X-Ray API reference, "Common Errors".</summary>
internal sealed class XRayApiException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static XRayApiException Invalid(string message) => new(StatusCodes.Status400BadRequest, "InvalidRequestException", message);

    public static XRayApiException RuleLimit(string message) => new(StatusCodes.Status400BadRequest, "RuleLimitExceededException", message);

    /// <summary>Clients of AWS repeat such a call by themselves.</summary>
    public static XRayApiException Throttled(string message) => new(StatusCodes.Status429TooManyRequests, "ThrottledException", message);

    public static XRayApiException Denied(string message) => new(StatusCodes.Status403Forbidden, "AccessDeniedException", message);

    public static XRayApiException NotSupported(string operation) => new(
        StatusCodes.Status501NotImplemented, "UnsupportedOperationException", $"The trace console does not do {operation}.");
}
