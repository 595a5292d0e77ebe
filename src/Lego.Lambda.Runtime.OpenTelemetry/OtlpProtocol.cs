namespace Lego.Lambda.Runtime.OpenTelemetry;

/// <summary>How OTLP messages travel. Source: OpenTelemetry specification, "OpenTelemetry Protocol Exporter".</summary>
public enum OtlpProtocol
{
    /// <summary><c>http/protobuf</c>: one HTTP/1.1 POST a message.</summary>
    HttpProtobuf,

    /// <summary><c>grpc</c>: over HTTP/2, without TLS where the endpoint's scheme is <c>http</c>.</summary>
    Grpc,
}
