using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lego.TraceConsole.Model;

public sealed record Annotation(string Key, JsonElement Value)
{
    [JsonIgnore]
    public string Text => Value.Plain();
}
