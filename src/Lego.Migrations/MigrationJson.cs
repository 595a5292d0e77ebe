using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lego.Migrations;

/// <summary>Events and answers of the function, and what it reads of a secret.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MigrationRequest))]
[JsonSerializable(typeof(MigrationReport))]
[JsonSerializable(typeof(GetSecretValueCall))]
[JsonSerializable(typeof(GetSecretValueAnswer))]
[JsonSerializable(typeof(SecretRefusal))]
[JsonSerializable(typeof(DatabaseSecret))]
internal sealed partial class MigrationJson : JsonSerializerContext;
