namespace Lego.Lambda.Runtime.Sampling;

/// <summary>What sampling rules are matched against.</summary>
/// <param name="ServiceName">Name of the segment: the function's id.</param>
/// <param name="Host">Host header, without a port; null when the event is no HTTP request.</param>
/// <param name="HttpMethod">HTTP method; null when the event is no HTTP request.</param>
/// <param name="UrlPath">Path of the URL as it was asked for, without the query; null when the event is no HTTP request.</param>
/// <param name="ResourceArn">ARN of the invoked function, or null.</param>
/// <param name="Attributes">
/// The request headers, or null. Looked up by the name as the rule writes it and in lower case, the form in which HTTP APIs hand headers
/// over; never copied or enumerated.
/// </param>
/// <param name="ServiceType">Kind of the AWS resource.</param>
/// <remarks>
/// A value that the request does not have matches only the pattern <c>*</c>. So a rule that names a host, a method or a path speaks of
/// HTTP requests alone and never catches a queue's event: with the opposite reading a rule that silences <c>/health</c> would silence
/// every queue, too.
/// </remarks>
public readonly record struct SamplingRequest(
    string ServiceName,
    string? Host = null,
    string? HttpMethod = null,
    string? UrlPath = null,
    string? ResourceArn = null,
    IDictionary<string, string>? Attributes = null,
    string ServiceType = SamplingRequest.LambdaFunction)
{
    /// <summary>Service type, and segment origin, of a function's own code. Source: AWS X-Ray developer guide, sampling rules.</summary>
    public const string LambdaFunction = "AWS::Lambda::Function";
}
