using System.Buffers.Text;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Otlp;

/// <summary>
/// What the AWS distribution of OpenTelemetry sends in Lambda under the daemon's header: <c>T1S</c> (sampled) or <c>T1U</c> (not sampled),
/// then an export request in base64.
/// </summary>
internal static class OtlpPayload
{
    private const int PrefixLength = 3;

    public static bool IsPayload(ReadOnlySpan<byte> body) => body.StartsWith("T1S"u8) || body.StartsWith("T1U"u8);

    /// <summary>The spans as documents, each still to be checked like any other; never throws.</summary>
    public static RejectReason? TryRead(ReadOnlySpan<byte> body, out IReadOnlyList<byte[]> documents)
    {
        documents = [];
        if (body.StartsWith("T1U"u8))
        {
            return RejectReason.UnsampledSpans;
        }

        try
        {
            var base64 = body[PrefixLength..];
            var request = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
            if (Base64.DecodeFromUtf8(base64, request, out _, out var written) == System.Buffers.OperationStatus.Done)
            {
                documents = [.. OtlpRequestReader.Read(request.AsSpan(0, written)).Select(SpanDocument.Write)];
            }
        }
        catch (FormatException)
        {
            // Said below.
        }

        return documents.Count > 0 ? null : RejectReason.OpenTelemetry;
    }
}
