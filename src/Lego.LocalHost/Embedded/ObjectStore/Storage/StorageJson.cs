using System.Text.Json.Serialization;

namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoredBucket))]
[JsonSerializable(typeof(StoredObject))]
[JsonSerializable(typeof(StoredPart))]
[JsonSerializable(typeof(StoredUpload))]
internal sealed partial class StorageJson : JsonSerializerContext;
