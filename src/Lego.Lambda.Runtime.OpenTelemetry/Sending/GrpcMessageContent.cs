using System.Buffers.Binary;
using System.Net;

namespace Lego.Lambda.Runtime.OpenTelemetry.Sending;

/// <summary>A message with gRPC's prefix: a byte that says that it is not compressed, and its length.</summary>
internal sealed class GrpcMessageContent(ReadOnlyMemory<byte> message) : HttpContent
{
    internal const int PrefixLength = 5;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var prefix = new byte[PrefixLength];
        BinaryPrimitives.WriteUInt32BigEndian(prefix.AsSpan(1), (uint)message.Length);
        await stream.WriteAsync(prefix, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(message, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = PrefixLength + message.Length;
        return true;
    }
}
