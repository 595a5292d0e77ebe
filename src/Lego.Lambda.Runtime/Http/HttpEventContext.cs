using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Reads events and writes answers of the HTTP API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
public sealed partial class HttpEventContext : JsonSerializerContext;
