using System.Text.Json.Serialization;

namespace Lego.Testing.Secrets;

[JsonSerializable(typeof(string))]
internal sealed partial class TextContext : JsonSerializerContext;
