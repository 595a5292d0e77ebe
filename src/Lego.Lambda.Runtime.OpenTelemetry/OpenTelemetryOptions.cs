using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry;

/// <summary>Where traces go over OTLP, and what that may cost a request.</summary>
public sealed record OpenTelemetryOptions
{
    /// <summary>The URL that messages are posted to; for gRPC the server's. Default: a collector on this machine.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>How messages travel.</summary>
    public OtlpProtocol Protocol { get; init; }

    /// <summary>Headers of every message, for example an API key.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long an answer may wait for its trace to be taken, at most. Default: half a second.</summary>
    /// <remarks>Close to the Lambda deadline it is less: the answer itself keeps half of what is left.</remarks>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long an endpoint that failed is left alone. Default: half a minute.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What all spans have in common, under names of OpenTelemetry's semantic conventions. <c>service.name</c> has to be among them.</summary>
    public IReadOnlyDictionary<string, AnnotationValue> Resource { get; init; } = new Dictionary<string, AnnotationValue>
    {
        ["service.name"] = "unknown_service:dotnet",
    };
}
