using System.Text.Json.Serialization;

namespace Lego.Infrastructure.Tests.Observability.Metrics;

internal sealed record NoRequest;

[JsonSerializable(typeof(NoRequest))]
internal sealed partial class PlainJson : JsonSerializerContext;
