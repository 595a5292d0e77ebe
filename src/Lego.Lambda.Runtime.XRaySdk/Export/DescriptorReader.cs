using System.Text.Json;
using Amazon.XRay.Recorder.Core.Internal.Entities;

namespace Lego.Lambda.Runtime.XRaySdk.Export;

/// <summary>Reads the <c>cause</c> of a segment document into the recorder's descriptors.</summary>
internal static class DescriptorReader
{
    internal static List<ExceptionDescriptor> Read(JsonElement cause)
    {
        if (cause.ValueKind == JsonValueKind.String)
        {
            // The recorder's form of a cause that is described elsewhere in the trace.
            return [new ExceptionDescriptor { Id = null, Cause = cause.GetString() }];
        }

        return [.. cause.GetProperty("exceptions").EnumerateArray().Select(ReadException)];
    }

    private static ExceptionDescriptor ReadException(JsonElement json) => new()
    {
        Id = json.GetProperty("id").GetString(),
        Type = Text(json, "type"),
        Message = Text(json, "message"),
        Remote = json.TryGetProperty("remote", out _),
        Truncated = json.TryGetProperty("truncated", out var truncated) ? truncated.GetInt32() : 0,
        Cause = json.TryGetProperty("cause", out var inner) ? inner.GetString() : null,
        Stack = json.TryGetProperty("stack", out var stack) ? [.. stack.EnumerateArray().Select(ReadFrame)] : [],
    };

    private static DescribedFrame ReadFrame(JsonElement json) =>
        DescribedFrame.Create(Text(json, "path"), json.GetProperty("line").GetInt32(), Text(json, "label"));

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
