using System.Text.Json.Serialization;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

[JsonSerializable(typeof(string))]
internal sealed partial class MetadataJson : JsonSerializerContext;
