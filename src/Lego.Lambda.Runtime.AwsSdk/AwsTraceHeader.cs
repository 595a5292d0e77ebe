using Amazon.Util;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>The trace header of a request: makes what the called service records hang below the subsegment that called it.</summary>
internal static class AwsTraceHeader
{
    private const string ParentKey = "Parent=";
    private const int SpanIdLength = 16;

    /// <summary>
    /// In Lambda the SDK sends the header that the invocation came with. Only its parent is replaced: the rest, such as the lineage by
    /// which Lambda finds endless loops, has to be passed on. The header is not part of a request's signature.
    /// </summary>
    internal static void Write(IDictionary<string, string> headers, Subsegment? subsegment)
    {
        if (subsegment?.CalleeHeader() is not { } ours)
        {
            return;
        }

        if (!headers.TryGetValue(HeaderKeys.XAmznTraceIdHeader, out var sent))
        {
            headers[HeaderKeys.XAmznTraceIdHeader] = ours.ToString();
        }
        else if (TraceHeader.TryParse(sent, out var known) && known.TraceId == ours.TraceId && known.HasParent)
        {
            var at = sent.IndexOf(ParentKey, StringComparison.Ordinal) + ParentKey.Length;
            headers[HeaderKeys.XAmznTraceIdHeader] = string.Concat(sent.AsSpan(0, at), ours.ParentId.ToHexString(), sent.AsSpan(at + SpanIdLength));
        }
    }
}
