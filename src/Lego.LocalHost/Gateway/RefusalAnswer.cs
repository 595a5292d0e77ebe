namespace Lego.LocalHost.Gateway;

/// <summary>
/// What a client gets in place of the function's answer. Source: API Gateway developer guide, "Gateway response types for API Gateway" for
/// REST APIs; HTTP APIs have answers of their own.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">A JSON document.</param>
/// <param name="ErrorType">Header <c>x-amzn-ErrorType</c> of a REST API; null for none.</param>
internal sealed record RefusalAnswer(int Status, string Body, string? ErrorType = null)
{
    public static RefusalAnswer Of(Refusal refusal, PayloadFormat format) => format == PayloadFormat.Version1 ? OfRestApi(refusal) : OfHttpApi(refusal);

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json";
        if (ErrorType is not null)
        {
            response.Headers["x-amzn-ErrorType"] = ErrorType;
        }

        if (Status == StatusCodes.Status413PayloadTooLarge)
        {
            // The rest of the body is not worth reading.
            response.Headers.Connection = "close";
        }

        return response.WriteAsync(Body, context.RequestAborted);
    }

    private static RefusalAnswer OfHttpApi(Refusal refusal) => refusal switch
    {
        Refusal.Throttled => new(429, """{"message":"Too Many Requests"}"""),
        Refusal.NoRoute => new(404, """{"message":"Not Found"}"""),
        Refusal.Unauthorized => new(401, """{"message":"Unauthorized"}"""),
        Refusal.TooLarge => new(413, """{"message":"Request Entity Too Large"}"""),
        Refusal.TimedOut => new(503, """{"message":"Service Unavailable"}"""),
        _ => new(500, """{"message":"Internal Server Error"}"""),
    };

    private static RefusalAnswer OfRestApi(Refusal refusal) => refusal switch
    {
        Refusal.Throttled => new(429, """{"message":"Too Many Requests"}""", "TooManyRequestsException"),
        Refusal.NoRoute => new(403, """{"message":"Missing Authentication Token"}""", "MissingAuthenticationTokenException"),
        Refusal.Unauthorized => new(401, """{"message":"Unauthorized"}""", "UnauthorizedException"),
        Refusal.TooLarge => new(413, """{"message":"Request Too Long"}"""),
        Refusal.TimedOut => new(504, """{"message": "Endpoint request timed out"}""", "InternalServerErrorException"),
        _ => new(502, """{"message": "Internal server error"}""", "InternalServerErrorException"),
    };
}
