using System.Net;
using System.Net.Http.Headers;
using Lego.Lambda.Runtime.OpenTelemetry.Protobuf;

namespace Lego.Lambda.Runtime.OpenTelemetry.Sending;

/// <summary>One POST a message. Source: OpenTelemetry specification, "OTLP/HTTP".</summary>
internal sealed class HttpWire(Uri endpoint) : OtlpWire
{
    internal override HttpRequestMessage CreateRequest(ReadOnlyMemory<byte> message) => new(HttpMethod.Post, endpoint)
    {
        Content = new ReadOnlyMemoryContent(message) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } },
    };

    internal override async Task<SendResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return new SendResult(SendOutcome.Accepted, RejectedSpans: PartialSuccess.RejectedSpans(body.Span));
        }

        // Only these two speak of the message; a wrong key or path would be answered the same for every other.
        var outcome = response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
            ? SendOutcome.Refused
            : SendOutcome.Failed;
        return new SendResult(outcome, $"it answered {(int)response.StatusCode}", RetryAfter(response));
    }
}
