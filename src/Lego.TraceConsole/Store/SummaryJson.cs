using System.Text.Json;
using System.Text.Json.Serialization;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Store;

/// <summary>Summaries as they are stored: without what is false, zero or missing, which is most of them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TraceSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext
{
    public static byte[] Write(TraceSummary summary) => JsonSerializer.SerializeToUtf8Bytes(summary, Default.TraceSummary);

    public static TraceSummary Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Default.TraceSummary)!;
}
