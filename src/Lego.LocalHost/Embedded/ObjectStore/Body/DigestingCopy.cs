using System.Buffers;

namespace Lego.LocalHost.Embedded.ObjectStore.Body;

internal static class DigestingCopy
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Copies in pieces, so that no object is ever in memory as a whole; a source longer than expected stops it.</summary>
    public static async Task RunAsync(
        Stream source, Stream destination, DigestSet digests, long expectedLength, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                digests.Append(buffer.AsSpan(0, read));
                if (digests.Length > expectedLength) throw S3Errors.IncompleteBody(expectedLength, digests.Length);
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
