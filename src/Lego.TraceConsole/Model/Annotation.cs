using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lego.TraceConsole.Model;

public sealed record Annotation(string Key, JsonElement Value)
{
    [JsonIgnore]
    public string Text => Value.Plain();

    /// <summary>In a summary: which services set it, as positions in the summary's list of services.</summary>
    public IReadOnlyList<int>? ServiceIndexes { get; init; }
}
