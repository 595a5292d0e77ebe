using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lego.Infrastructure.Stages;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StageSettings))]
internal sealed partial class StageSettingsJson : JsonSerializerContext;
