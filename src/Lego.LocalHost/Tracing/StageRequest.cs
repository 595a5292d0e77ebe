namespace Lego.LocalHost.Tracing;

/// <summary>One request as the gateway served it, for its segment.</summary>
internal sealed record StageRequest(
    string TraceId,
    string? ParentId,
    string StageId,
    string IntegrationId,
    string RequestId,
    string Method,
    string Url,
    string? UserAgent,
    string? ClientIp,
    DateTimeOffset Start)
{
    /// <summary>The sampling rule that decided for this request; null when none did.</summary>
    public string? SamplingRule { get; init; }

    /// <summary>The function called, and when; null while the gateway answers by itself.</summary>
    public string? FunctionId { get; set; }

    public DateTimeOffset InvokedAt { get; set; }

    public DateTimeOffset AnsweredAt { get; set; }

    /// <summary>The status of the integration, which may differ from the one the client sees; null when nobody waited for it.</summary>
    public int? IntegrationStatus { get; set; }
}
