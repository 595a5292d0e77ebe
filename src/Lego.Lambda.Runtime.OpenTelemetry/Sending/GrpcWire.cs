using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Lego.Lambda.Runtime.OpenTelemetry.Protobuf;

namespace Lego.Lambda.Runtime.OpenTelemetry.Sending;

/// <summary>One unary call a message. Source: gRPC documentation, "gRPC over HTTP2"; OpenTelemetry specification, "OTLP/gRPC".</summary>
internal sealed class GrpcWire(Uri endpoint) : OtlpWire
{
    private const string Method = "opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private const string StatusName = "grpc-status";

    private readonly Uri _method = new(endpoint, (endpoint.AbsolutePath.EndsWith('/') ? endpoint.AbsolutePath : endpoint.AbsolutePath + "/") + Method);

    internal override HttpRequestMessage CreateRequest(ReadOnlyMemory<byte> message)
    {
        var content = new GrpcMessageContent(message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        // Exactly: without TLS nothing could be agreed on with a server that speaks both.
        var request = new HttpRequestMessage(HttpMethod.Post, _method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        return request;
    }

    internal override async Task<SendResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new SendResult(SendOutcome.Failed, $"it answered {(int)response.StatusCode}", RetryAfter(response));
        }

        // A server that has nothing else to say puts the status into the headers.
        var status = Status(response.TrailingHeaders) ?? Status(response.Headers);
        return status switch
        {
            0 => new SendResult(SendOutcome.Accepted, RejectedSpans: PartialSuccess.RejectedSpans(Unframe(body.Span))),
            // INVALID_ARGUMENT and OUT_OF_RANGE speak of the message.
            3 or 11 => new SendResult(SendOutcome.Refused, $"it answered gRPC status {status}"),
            null => SendResult.Failed("its answer had no gRPC status"),
            _ => SendResult.Failed($"it answered gRPC status {status}"),
        };
    }

    private static int? Status(HttpResponseHeaders headers) =>
        headers.TryGetValues(StatusName, out var values)
        && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : null;

    private static ReadOnlySpan<byte> Unframe(ReadOnlySpan<byte> body) =>
        body.Length > GrpcMessageContent.PrefixLength && body[0] == 0 ? body[GrpcMessageContent.PrefixLength..] : default;
}
