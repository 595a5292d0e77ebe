using System.Text.Json.Serialization;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Store;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TraceSummary))]
internal sealed partial class StoreJson : JsonSerializerContext;
