using System.Net.Http.Headers;

namespace Lego.Lambda.Runtime.OpenTelemetry.Sending;

/// <summary>How a message becomes an HTTP request, and what the answer says. Source: OpenTelemetry specification, "OTLP".</summary>
internal abstract class OtlpWire
{
    // Answers are a few bytes; what an endpoint writes beyond is of no use to anyone.
    private const int LongestAnswer = 64 * 1024;

    /// <summary>Makes the request for a message. The message is read, not copied.</summary>
    internal abstract HttpRequestMessage CreateRequest(ReadOnlyMemory<byte> message);

    /// <summary>Reads the answer to its end.</summary>
    internal abstract Task<SendResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken);

    protected static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var body = new byte[1024];
            var length = 0;
            while (await stream.ReadAsync(body.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                if (length >= LongestAnswer)
                {
                    break;
                }

                if (length == body.Length)
                {
                    Array.Resize(ref body, length * 2);
                }
            }

            return body.AsMemory(0, length);
        }
    }

    protected static TimeSpan RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is RetryConditionHeaderValue { Delta: { } delta } ? delta : TimeSpan.Zero;
}
