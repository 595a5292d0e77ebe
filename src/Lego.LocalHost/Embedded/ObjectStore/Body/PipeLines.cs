using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>Text lines between the data of an aws-chunked body.</summary>
internal static class PipeLines
{
    private const int MaxLineLength = 4096;

    /// <returns>The line without its end, or null at the end of the body.</returns>
    public static async ValueTask<string?> ReadLineAsync(this PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(buffer.Slice(0, end)).TrimEnd('\r');
                reader.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }

            if (result.IsCompleted)
            {
                var rest = Encoding.UTF8.GetString(buffer);
                reader.AdvanceTo(buffer.End);
                return rest.Length == 0 ? null : rest;
            }

            var length = buffer.Length;
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (length > MaxLineLength)
            {
                throw S3Errors.InvalidRequest($"A line of the aws-chunked framing is longer than {MaxLineLength} bytes");
            }
        }
    }
}
