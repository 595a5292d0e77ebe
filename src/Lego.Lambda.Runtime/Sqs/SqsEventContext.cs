using System.Text.Json.Serialization;

namespace Lego.Lambda.Runtime.Sqs;

/// <summary>Reads batches and writes their answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SqsBatch))]
[JsonSerializable(typeof(SqsBatchResponse))]
public sealed partial class SqsEventContext : JsonSerializerContext;
